import { describe, expect, it } from 'vitest';
import type { Modal } from '../../servers/slack/index.ts';
import { eventually } from '../../support/eventually.ts';
import { openSlackLab, type SlackLab } from './support/slack-lab.ts';

const C1 = { channel: 'C1' };

function formOf({ slack }: SlackLab): Promise<Modal> {
  return slack.until('a form', () => slack.workspace.modals.findLast(({ isOpen }) => isOpen));
}

describe('/vm create without arguments', () => {
  it.concurrent('opens a form whose image can be searched, and a filled in one makes the machine', async ({
    onTestFinished,
  }) => {
    const lab = await openSlackLab({ onTestFinished });
    const ana = lab.slack.person('UANA');
    await ana.command('/vm', 'create', C1);
    const form = await formOf(lab);
    expect(form.view.blocks.flatMap(({ block_id: id }) => id ?? [])).toEqual([
      'image',
      'name',
      'cpus',
      'memory',
      'disk',
      'bus',
      'nic',
      'firmware',
      'count',
      'user-data',
      'user-data file',
    ]);
    expect(await ana.suggest(form, 'image', 'tinyc')).toEqual([
      { text: expect.any(String), value: 'tinycore' },
    ]);
    expect((await ana.suggest(form, 'image', 'iny')).map(({ value }) => value)).toEqual(['tiny', 'tinycore']);
    expect(await ana.suggest(form, 'image', 'nosuch')).toEqual([]);
    const { errors } = await ana.submit(form, { image: 'tiny', name: 'web1', memory: '256M', cpus: '2' });
    expect(errors).toEqual({});
    expect(await lab.message(/web1[\s\S]*running/)).toMatchObject({ channel: 'C1' });
    expect(lab.world.machine('web1').plan.spec).toMatchObject({ memoryMiB: 256, cpus: 2 });
  });

  it.concurrent('opens in time when the host does not answer, and in the asker’s language', async ({
    onTestFinished,
  }) => {
    const lab = await openSlackLab({ onTestFinished });
    lab.world.lostConnection();
    await lab.slack.person('UANA', { locale: 'es-ES' }).command('/vm', 'create', C1);
    const form = await formOf(lab);
    expect(JSON.stringify(form.view.close)).toContain('Cancelar');
  });

  it.concurrent.for<readonly [string, Record<string, string>, string, RegExp]>([
    ['what cannot be read', { image: 'tiny', memory: 'lots' }, 'memory', /lots/],
    ['what is too little', { image: 'tiny', memory: '33M' }, 'memory', /too little/],
    ['a wrong name', { image: 'tiny', name: "it's; rm -rf" }, 'name', /rm -rf/],
    ['a name that looks like a flag', { image: 'tiny', name: '--yes' }, 'name', /--yes/],
    ['a taken name', { image: 'tiny', name: 'taken' }, 'name', /already/],
    ['too many', { image: 'tiny', count: '60' }, 'image', /60/],
  ])(
    'says %s at its field, and the form stays open',
    async ([, values, field, words], { onTestFinished }) => {
      const lab = await openSlackLab({ onTestFinished });
      const ana = lab.slack.person('UANA');
      await ana.command('/vm', 'create tiny taken', C1);
      await lab.message(/running/);
      await ana.command('/vm', 'create', C1);
      const form = await formOf(lab);
      const { errors } = await ana.submit(form, values);
      expect(Object.keys(errors)).toEqual([field]);
      expect(errors[field]).toMatch(words);
      // In a form’s words: no flag and no place of a line.
      expect(errors[field]).not.toMatch(/--(?!yes)|<[a-z]/);
      expect(form.isOpen).toBe(true);
      expect(lab.world.machines.size).toBe(1);
    },
  );

  it.concurrent('offers the form by a button where there is no trigger to open it', async ({
    onTestFinished,
  }) => {
    const lab = await openSlackLab({ onTestFinished });
    const ana = lab.slack.person('UANA');
    await ana.mention('vm create', C1);
    const offer = await lab.ephemeral('UANA', /needs <image>/);
    await ana.press(offer, 'Fill in a form');
    expect((await formOf(lab)).user).toBe('UANA');
  });
});

it.concurrent('every command that needs something has its form', async ({ onTestFinished }) => {
  const lab = await openSlackLab({ onTestFinished });
  const ana = lab.slack.person('UANA');
  await ana.command('/vm', 'create tiny web --count 2', C1);
  await lab.message(/2 machines are ready/);
  await ana.command('/vm', 'stop', C1);
  const form = await formOf(lab);
  expect((await ana.suggest(form, 'name', '')).map(({ value }) => value)).toEqual(['web-1', 'web-2']);
  const ben = lab.slack.person('UBEN');
  expect(await ben.suggest(form, 'name', '')).toEqual([]);
  await ana.submit(form, { name: 'web-1' });
  await eventually('web-1 to be off', () => lab.world.machine('web-1').power === 'off');
});

it.concurrent('a menu of one is no menu: what it is done to is named and asked about', async ({
  onTestFinished,
}) => {
  const lab = await openSlackLab({ onTestFinished });
  const ana = lab.slack.person('UANA');
  await ana.command('/vm', 'create tiny web1', C1);
  await lab.message(/running/);
  await ana.command('/vm', 'stop', C1);
  await lab.ephemeral('UANA', /You named none, and there is only web1/);
  expect(lab.slack.workspace.modals).toEqual([]);
  expect(lab.world.machine('web1').power).toBe('running');
});
