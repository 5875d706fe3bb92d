import { renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { copyDatabase } from '../../../adapters/sqlite/index.ts';
import { openSlackLab, shownText } from './support/slack-lab.ts';

const C1 = { channel: 'C1' };

it.concurrent('a job goes on in the same message after a restart', async ({ onTestFinished }) => {
  const { slack, message, posted, restart, world } = await openSlackLab({ onTestFinished });
  world.guests.bootMs = Number.POSITIVE_INFINITY;
  await slack.person('UANA').command('/vm', 'create tiny web1', C1);
  const before = await message(/Creating web1/);
  world.guests.bootMs = 0;
  await restart();
  const card = await message(/running/);
  expect(card.ts).toBe(before.ts);
  expect(posted()).toHaveLength(1);
});

it.concurrent('what was posted but not answered is found again by the next process', async ({
  onTestFinished,
}) => {
  const { slack, message, posted, restart, world } = await openSlackLab({ onTestFinished });
  world.guests.bootMs = Number.POSITIVE_INFINITY;
  slack.faults.next('chat.postMessage', { kind: 'delay', ms: 60_000 });
  await slack.person('UANA').command('/vm', 'create tiny web1', C1);
  await message(/Creating web1/);
  world.guests.bootMs = 0;
  await restart();
  await message(/running/);
  expect(posted()).toHaveLength(1);
});

it.concurrent('a database of before posts nothing again: it finds what was posted by its mark', async ({
  onTestFinished,
}) => {
  const { slack, message, posted, restart, world, lab } = await openSlackLab({ onTestFinished });
  world.guests.bootMs = Number.POSITIVE_INFINITY;
  slack.faults.next('chat.postMessage', { kind: 'delay', ms: 60_000 });
  await slack.person('UANA').command('/vm', 'create tiny web1', C1);
  await message(/Creating web1/);
  const file = join(lab().folder, 'labvm.db');
  // In the copy nobody knows yet whether the message arrived, and the job goes on.
  copyDatabase({ from: file, to: `${file}-copy`, now: new Date() });
  world.guests.bootMs = 0;
  await restart();
  await message(/running/);
  const shown = posted()[0]?.history.length ?? 0;
  await restart(() => {
    for (const end of ['', '-wal', '-shm']) rmSync(`${file}${end}`, { force: true });
    renameSync(`${file}-copy`, file);
  });
  const card = await slack.until('the message is edited once more', () =>
    posted().find(({ history }) => history.length > shown),
  );
  expect(shownText(card)).toMatch(/running/);
  expect(posted()).toHaveLength(1);
});

it.concurrent('what was accepted is answered by the next process', async ({ onTestFinished }) => {
  const { slack, ephemeral, restart, lab } = await openSlackLab({ onTestFinished });
  const ana = slack.person('UANA');
  // As if a process had died between its record and its answer.
  const worker = await lab().store.workers.enter();
  const place = { chat: 'slack', channel: 'C1' };
  const entry = {
    invocationId: 'slack:T1:lost',
    at: new Date(),
    actorId: 'slack:T1:UANA',
    place,
    command: 'image list',
    line: '/image list',
    allowed: true,
    rule: 'test',
  };
  const request = {
    invocationId: 'slack:T1:lost',
    actor: { id: 'slack:T1:UANA', displayName: 'Ana' },
    place,
    locale: 'en',
    line: '/image list',
    reply: { user: 'UANA', responseUrl: null, at: Date.now() },
  } as const;
  await lab().store.audit.record(entry, { request, worker });
  await lab().store.workers.leave(worker);
  await restart();
  expect(shownText(await ephemeral('UANA', /tiny/))).toMatch(/tiny/);
  expect(ana.ephemerals()).toHaveLength(1);
});

it.concurrent('old buttons work after a restart, and their presser is authorised anew', async ({
  onTestFinished,
}) => {
  const { slack, message, ephemeral, restart } = await openSlackLab({ onTestFinished });
  await slack.person('UANA').command('/vm', 'create tiny web1', C1);
  const card = await message(/running/);
  await restart();
  await slack.person('UBEN').press(card, 'Stop');
  await ephemeral('UBEN', /web1/);
  await slack.person('UANA').press(card, 'Stop');
  await message(/State: off/);
});
