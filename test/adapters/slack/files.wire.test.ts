import { describe, expect, it } from 'vitest';
import type { Modal } from '../../servers/slack/index.ts';
import { openSlackLab, type SlackLab } from './support/slack-lab.ts';

const C1 = { channel: 'C1' };
const TEACHER = 'UTEACHER';
const SEED = { name: 'seed.yaml', text: '#cloud-config\npackages: [htop]\n' };

function formOf({ slack }: SlackLab): Promise<Modal> {
  return slack.until('a form', () => slack.workspace.modals.findLast(({ isOpen }) => isOpen));
}

function fetched({ slack }: SlackLab): number {
  return slack.workspace.calls.filter(({ method }) => method === 'file').length;
}

describe('a file that is attached in a form', () => {
  it.concurrent('is what the machine is told at its first start', async ({ onTestFinished }) => {
    const lab = await openSlackLab({ onTestFinished });
    const teacher = lab.slack.person(TEACHER);
    await teacher.command('/vm', 'create', C1);
    const form = await formOf(lab);
    const { errors } = await teacher.submit(
      form,
      { image: 'tiny', name: 'web1' },
      { 'user-data file': SEED },
    );
    expect(errors).toEqual({});
    await lab.message(/web1[\s\S]*running/);
    expect(JSON.stringify(lab.world.machine('web1').plan.firstBoot)).toContain('packages: [htop]');
    expect(fetched(lab)).toBe(1);
  });

  it.concurrent('is refused at its field where it is too large, and is not even fetched', async ({
    onTestFinished,
  }) => {
    const lab = await openSlackLab({ onTestFinished });
    const teacher = lab.slack.person(TEACHER);
    await teacher.command('/vm', 'create', C1);
    const huge = { name: 'seed.yaml', text: 'x'.repeat(200_000) };
    const { errors } = await teacher.submit(await formOf(lab), { image: 'tiny' }, { 'user-data file': huge });
    expect(errors).toEqual({
      'user-data file': 'seed.yaml has more than 131074 bytes. Give a smaller file.',
    });
    expect(fetched(lab)).toBe(0);
  });

  it.concurrent('is not believed beside a text', async ({ onTestFinished }) => {
    const lab = await openSlackLab({ onTestFinished });
    const teacher = lab.slack.person(TEACHER, { locale: 'es-ES' });
    await teacher.command('/vm', 'create', C1);
    const values = { image: 'tiny', 'user-data': 'a: b' };
    const { errors } = await teacher.submit(await formOf(lab), values, { 'user-data file': SEED });
    expect(errors).toEqual({ 'user-data file': expect.stringMatching(/no de las dos maneras/) });
    expect(lab.world.machines.size).toBe(0);
  });

  it.concurrent('is nothing that somebody can name without having attached it', async ({
    onTestFinished,
  }) => {
    const lab = await openSlackLab({ onTestFinished });
    const teacher = lab.slack.person(TEACHER);
    await teacher.command('/vm', 'create tiny web1 --user-data attachment:F00000001', C1);
    await lab.ephemeral(TEACHER, /No such file came with this/);
    expect(fetched(lab)).toBe(0);
  });

  it.concurrent('is not asked for where the workspace has not let labvm read files', async ({
    onTestFinished,
  }) => {
    const scopes = ['app_mentions:read', 'chat:write', 'commands', 'im:history', 'im:write', 'users:read'];
    const lab = await openSlackLab({ onTestFinished, scopes });
    await lab.slack.person(TEACHER).command('/vm', 'create', C1);
    const { view } = await formOf(lab);
    const fields = view.blocks.flatMap(({ block_id: id }) => id ?? []);
    expect(fields).toContain('user-data');
    expect(fields).not.toContain('user-data file');
  });
});
