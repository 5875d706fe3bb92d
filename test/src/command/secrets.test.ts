import { randomBytes } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { createFirstBootMaker } from '../../../adapters/first-boot/index.ts';
import type { Actor } from '../../../src/access/actor.ts';
import type { Answer } from '../../../src/command/answer.ts';
import { type ChatLab, openChatLab, settled } from '../../contract/chat-lab.ts';

const TEACHER: Actor = { id: 'slack:T1:UTEACHER', displayName: 'Tere' };

/** Lines with a secret, as people type them, right or wrong. */
const LINES: readonly ((secret: string) => string)[] = [
  (x) => `/labvm vm type web1 ${x}`,
  (x) => `labvm vm type web1 ${x}`,
  (x) => `vm type web1 ${x}`,
  (x) => `/vm "type" web1 ${x}`,
  (x) => `“/vm type web1 ${x}”`,
  (x) => `/vm type web1 "${x} and more" --layout es`,
  (x) => `/vm type web1 "${x}`,
  (x) => `"/vm type web1 ${x}`,
  (x) => `/vm type web1 ${x} ${x}`,
  (x) => `/vm typ web1 ${x}`,
  (x) => `/vm type ${x}`,
  (x) => `/vm type web1 ${x} --layuot es`,
  (x) => `/vm type web1 ${x} --help`,
  (x) => `/help vm type web1 ${x}`,
  (x) => `/máquina escribir web1 ${x}`,
  (x) => `what does \`/vm type web1 ${x}\` do`,
  (x) => `/vm create debian —user-data "chpasswd: {expire: ${x}}"`,
  (x) => `/vm create debian -user-data=\`chpasswd: {expire: ${x}}\``,
  (x) => `/vm create debian --cloud-config "chpasswd: ${x}: ]"`,
  (x) => `/vm create tiny --user-data "chpasswd: {expire: ${x}}"`,
  (x) => `/vm create debian --user-data "chpasswd: {expire: ${x}`,
  (x) => `/image add https://ana:${x}@example.org/x.iso`,
  (x) => `/my key add -----BEGIN OPENSSH PRIVATE KEY----- ${x}`,
  (x) => `-----BEGIN RSA PRIVATE KEY-----\n${x}`,
];

const secretText = () => `x${randomBytes(12).toString('hex')}`;

async function openLab(): Promise<ChatLab> {
  const lab = await openChatLab({ firstBoot: createFirstBootMaker });
  lab.world.guests.bootMs = 0;
  const { world } = lab;
  for (const [id, format] of [['debian', 'qcow2']] as const)
    world.images.push({
      id,
      format,
      sizeBytes: 1e6,
      virtualSizeBytes: 1e9,
      usedBy: [],
      origin: null,
    } as never);
  await said(lab, '/vm create tiny web1', 'makes-web1');
  await settled(lab, 'web1');
  return lab;
}

async function said({ app }: ChatLab, line: string, id: string, reply?: object): Promise<Answer | string> {
  const received = await app.desk.receive({
    ...{ id, actor: TEACHER, place: { chat: 'slack', channel: 'C1' }, locale: 'en', line },
    ...(reply ? { reply: { user: 'UTEACHER' } } : {}),
  });
  return received.kind === 'accepted' ? received.answer() : received.kind;
}

/** The files of the data directory in which a text stands. */
function filesWith(folder: string, text: string): readonly string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => join(parentPath, name))
    .filter((file) => readFileSync(file).includes(text));
}

describe('what only its writer should see', () => {
  it('is in no file of the data directory, whichever way it was typed', async () => {
    const lab = await openLab();
    for (const [at, line] of LINES.entries()) {
      const secret = secretText();
      const answer = await said(lab, line(secret), `act-${at}`, {});
      if (typeof answer !== 'string' && answer.kind === 'started') await endOf(lab, answer.jobId);
      expect([line('X'), filesWith(lab.folder, secret)]).toEqual([line('X'), []]);
    }
    // That it looks at the right files at all.
    await said(lab, '/vm show marked-in-audit', 'marked');
    expect(filesWith(lab.folder, 'marked-in-audit')).not.toEqual([]);
  });

  it('is not lying there either when its process dies before it answers, and is to be said again', async () => {
    const lab = await openLab();
    const secret = secretText();
    const { app } = lab;
    const basis = {
      actor: TEACHER,
      place: { chat: 'slack', channel: 'C1' },
      locale: 'en',
      reply: {},
    } as const;
    await app.desk.receive({ ...basis, id: 'typed', line: `/vm type web1 ${secret}` });
    await app.desk.receive({ ...basis, id: 'asked', line: '/vm list' });
    expect(filesWith(lab.folder, secret)).toEqual([]);
    const next = await lab.restart();
    const left = await next.app.desk.mail.takeOpen('slack');
    expect(left.map(({ received }) => received)).toMatchObject([
      { kind: 'rejected', error: { code: 'interrupted' } },
      { kind: 'accepted', command: { path: ['vm', 'list'] } },
    ]);
    expect(lab.world.machine('web1').pressed).toEqual([]);
  });

  it('reaches the machine that it is for', async () => {
    const lab = await openLab();
    const secret = secretText();
    const made = await said(lab, `/vm create debian deb --user-data "chpasswd: {expire: ${secret}}"`, 'made');
    if (typeof made === 'string' || made.kind !== 'started') throw new Error(JSON.stringify(made));
    await endOf(lab, made.jobId);
    expect(lab.world.machine('deb').plan.firstBoot).toMatchObject({
      userData: `#cloud-config\nchpasswd: {expire: ${secret}}\n`,
    });
    expect(filesWith(lab.folder, secret)).toEqual([]);
  });
});

async function endOf({ app }: ChatLab, jobId: string): Promise<void> {
  for await (const { finished } of app.desk.follow(jobId, new AbortController().signal)) if (finished) return;
}
