import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { expect, it, onTestFinished, vi } from 'vitest';
import { migrations } from '../../../adapters/sqlite/migrations/index.ts';
import type { ImageFetcher } from '../../../src/image/fetcher.ts';
import { lineOfKey } from '../../../src/key/ssh-key.ts';
import type { FakeWorld } from '../../fakes/hypervisor.ts';
import { startDiscordServer } from '../../servers/discord/index.ts';
import { startSlackServer } from '../../servers/slack/index.ts';
import { shownText as shownInDiscord } from '../discord/support/shown.ts';
import { shownText as shownInSlack } from '../slack/support/slack-lab.ts';
import { readAround, restore, sqlOf, worldOf } from './previous/around.ts';
import { openWhole } from './previous/whole.ts';

/** The version before the rearrangement into an engine and its domains. */
const BEFORE = 'f2621eb';

/** Today's labvm on the database that one of before left, so long after it was killed. */
async function openAfter(ms: number) {
  const around = readAround(BEFORE);
  vi.useFakeTimers({ toFake: ['Date'], now: around.at + ms, shouldAdvanceTime: true });
  onTestFinished(() => void vi.useRealTimers());
  const folder = mkdtempSync(join(tmpdir(), 'labvm-before-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const file = join(folder, 'labvm.db');
  const [slack, discord] = await Promise.all([startSlackServer(), startDiscordServer()]);
  for (const [id, { name, locale }] of Object.entries(around.discord.people))
    discord.person(id, { name, locale });
  restore(BEFORE, around, { file, slack, discord });
  const world = worldOf(around);
  const whole = await openWhole({ file, world, images: fetching(world), slack, discord });
  const look = new DatabaseSync(file, { readOnly: true });
  onTestFinished(async () => {
    look.close();
    await whole.close();
    await slack.close();
    await discord.close();
  });
  const rows = (sql: string) => look.prepare(sql).all() as readonly Record<string, unknown>[];
  await expect.poll(() => rows('SELECT kind, vm FROM jobs WHERE finished_at IS NULL')).toEqual([]);
  await expect.poll(() => rows('SELECT line FROM open_requests')).toEqual([]);
  await expect
    .poll(() =>
      rows(`SELECT outbox.id, kind, vm FROM outbox LEFT JOIN jobs ON jobs.id = job_id
        WHERE shown_revision < coalesce(revision, 1)`),
    )
    .toEqual([]);
  return { ...whole, around, slack, discord, world, rows };
}

/** Fetches at once what is asked for. */
function fetching(world: FakeWorld): ImageFetcher {
  const fetch: ImageFetcher['download'] = async ({ id }) => {
    const facts = {
      id,
      format: 'iso',
      sizeBytes: 5e7,
      virtualSizeBytes: 5e7,
      sha256: 'a'.repeat(64),
      origin: null,
      declared: null,
    } as const;
    if (!world.images.some((one) => one.id === id)) world.images.push({ ...facts, usedBy: [] });
    return facts;
  };
  return {
    download: fetch,
    take: (image, _path, options) => fetch(image, options),
    drop: async () => undefined,
  };
}

/** The rows of then, as they were before anybody opened the database. */
function rowsOfBefore(sql: string): readonly Record<string, unknown>[] {
  const db = new DatabaseSync(':memory:');
  db.exec(sqlOf(BEFORE));
  const rows = db.prepare(sql).all() as readonly Record<string, unknown>[];
  db.close();
  return rows;
}

it('what the version before left undone is finished, and told once to the chat that it is owed to', async () => {
  const { slack, discord, world, rows } = await openAfter(60_000);
  expect(rows('PRAGMA user_version')).toEqual([{ user_version: migrations.length }]);
  const ended = rows(
    'SELECT vm, kind, state FROM jobs WHERE parent_id IS NULL OR vm IS NOT NULL ORDER BY seq',
  );
  expect(ended.map(({ vm, kind, state }) => `${vm} ${kind} ${state}`)).toEqual([
    'ana1 vm.create done',
    'tea1 vm.create done',
    'dana1 vm.create done',
    'dana2 vm.create done',
    'fails1 vm.create failed',
    'waits1 vm.create done',
    'null batch done',
    'class-1 vm.create done',
    'class-2 vm.create done',
    'class-3 vm.create done',
    'half1 vm.create done',
    'dana1 vm.stop done',
    'null image.fetch done',
    'sli1 vm.create done',
    'tea1 vm.delete done',
    'undo1 vm.create cancelled',
    'away1 vm.create done',
    'lost1 vm.create done',
    'turn1 vm.create done',
  ]);
  // Made once and removed whole: each machine with the slot that was held for it, and no disk without a machine.
  const machines = [...world.machines.values()];
  expect(machines.map(({ plan, power }) => `${plan.name} ${power} ${plan.addressSlot}`).toSorted()).toEqual([
    'ana1 crashed 0',
    'away1 running 10',
    'class-1 running 5',
    'class-2 running 6',
    'class-3 running 7',
    'dana1 off 2',
    'dana2 crashed 3',
    'half1 running 8',
    'lost1 running 11',
    'sli1 running 9',
    'turn1 running 12',
    'waits1 running 4',
  ]);
  expect([...world.disks].toSorted()).toEqual(machines.map(({ plan }) => plan.requestId).toSorted());

  // Each message stands once, where it is owed, with what it says at the end.
  const inSlack = slack.workspace.messages.filter(({ user, isDeleted }) => user === 'UBOT' && !isDeleted);
  expect(inSlack.map((one) => `${one.channel} ${headOf(shownInSlack(one))}`).toSorted()).toEqual(
    [
      'C1 ana1 State: running',
      'C1 ana1 has crashed',
      'C1 fails1 the pool is gone',
      'C1 waits1 State: running',
      'C1 tea1 Estado: en marcha',
      'C1 tea1 Se ha borrado',
      'C1 3 máquinas están listas',
      'C2 lost1 Estado: en marcha',
      'C2 sli1 Estado: en marcha',
      'C2 turn1 Estado: en marcha',
      'C2 undo1 Cancelado',
    ].toSorted(),
  );
  const [card] = inSlack.filter((one) => /ana1.*State: running/s.test(shownInSlack(one)));
  const [notice] = inSlack.filter((one) => /ana1 has crashed/.test(shownInSlack(one)));
  expect(notice?.thread).toBe(card?.ts);
  const inDiscord = discord.space.messages.filter(({ isDeleted }) => !isDeleted);
  expect(inDiscord.map((one) => headOf(shownInDiscord(one))).toSorted()).toEqual(
    [
      'dana1 State: off',
      'dana1 State: running',
      'dana2 State: running',
      'dana2 has crashed',
      'half1 State: running',
      'slitaz está en el anfitrión',
    ].toSorted(),
  );
  expect(discord.breaches).toEqual([]);
  // What one person alone is told cannot be found again: where Slack is silent for long, it is said twice.
  const alone = slack.workspace.ephemerals.map(
    (one) => `${one.channel} ${one.user} ${headOf(shownInSlack(one))}`,
  );
  expect(new Set(alone)).toEqual(
    new Set(['C9 UTEACHER away1 Estado: en marcha', 'C1 UANA list: ana1, waits1']),
  );
});

/** What a message is about, in a few words: which machine, and what of it. */
function headOf(text: string): string {
  const words = text.replaceAll('*', '').replace(/\s+/g, ' ');
  if (/Name State Address/.test(words)) {
    const names = ['ana1', 'waits1', 'dana1', 'tea1'].filter((name) => words.includes(name));
    return `list: ${names.join(', ')}`;
  }
  const about = /State: \w+|Estado: en marcha|has crashed|the pool is gone|Se ha borrado|Cancelado/.exec(
    words,
  )?.[0];
  const name = /(?:d?ana|fails|waits|tea|lost|sli|turn|undo|away|half)\d/.exec(words)?.[0];
  if (about && name) return `${name} ${about}`;
  return /3 máquinas están listas|slitaz está en el anfitrión/.exec(words)?.[0] ?? words;
}

it('links, sessions and keys of the version before hold, and its audit is as it was', async () => {
  const { app, store, around, rows } = await openAfter(60_000);
  const { ways } = app.consoles;
  const { links, ticket, key } = around;
  const from = '192.0.2.8';
  (await ways.enter(ticket, from)).leave();
  await expect(ways.open(links.opened, from)).rejects.toMatchObject({ code: 'not-allowed' });
  await expect(ways.open(links.takenBack, from)).rejects.toMatchObject({ code: 'not-allowed' });
  const opened = await ways.open(links.unopened, from);
  (await ways.enter(opened.ticket, from)).leave();
  expect((await store.keys.of('slack:T1:UANA')).map(lineOfKey)).toEqual([key]);

  const columns = 'invocation_id, at, actor_id, chat, channel, thread, command, line, allowed, rule, count';
  const before = rowsOfBefore(`SELECT ${columns} FROM audit`);
  expect(before.length).toBeGreaterThan(20);
  expect(rows(`SELECT ${columns} FROM audit`)).toEqual(expect.arrayContaining([...before]));
});

it('after a long absence nothing of it is carried out, nothing is posted, and no link opens', async () => {
  const { app, slack, discord, world, rows, around } = await openAfter(3 * 3_600_000);
  expect(
    rows("SELECT vm FROM jobs WHERE left_at IS NULL AND finished_at > started_at AND vm = 'half1'"),
  ).toEqual([]);
  const names = [...world.machines.values()].map(({ plan, power }) => `${plan.name} ${power}`);
  expect(names.toSorted()).toEqual(
    around.machines.map(({ plan, power }) => `${plan.name} ${power}`).toSorted(),
  );
  expect(slack.workspace.messages).toHaveLength(around.slack.messages.length);
  expect(slack.workspace.ephemerals).toEqual([]);
  expect(discord.space.messages).toHaveLength(around.discord.messages.length);
  await expect(app.consoles.ways.open(around.links.unopened, '192.0.2.8')).rejects.toMatchObject({
    code: 'not-allowed',
  });
});
