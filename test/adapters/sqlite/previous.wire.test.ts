import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { expect, it, onTestFinished, vi } from 'vitest';
import { migrations } from '../../../adapters/sqlite/migrations/index.ts';
import type { ImageFetcher } from '../../../src/image/fetcher.ts';
import type { FakeWorld } from '../../fakes/hypervisor.ts';
import { startDiscordServer } from '../../servers/discord/index.ts';
import { startSlackServer } from '../../servers/slack/index.ts';
import { shownText as shownInDiscord } from '../discord/support/shown.ts';
import { shownText as shownInSlack } from '../slack/support/slack-lab.ts';
import { readAround, restore, worldOf } from './previous/around.ts';
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
  await expect.poll(() => rows("SELECT kind, vm FROM jobs WHERE finished_at IS NULL")).toEqual([]);
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
    const facts = { id, format: 'iso', sizeBytes: 5e7, virtualSizeBytes: 5e7, sha256: 'a'.repeat(64), origin: null, declared: null } as const;
    if (!world.images.some((one) => one.id === id)) world.images.push({ ...facts, usedBy: [] });
    return facts;
  };
  return { download: fetch, take: (image, _path, options) => fetch(image, options), drop: async () => undefined };
}

it('what the version before left undone is finished, and told once to the chat that it is owed to', async () => {
  const { slack, discord, world, rows, around } = await openAfter(60_000);
  expect(rows('PRAGMA user_version')).toEqual([{ user_version: migrations.length }]);
  console.log(rows('SELECT kind, vm, state, error_json FROM jobs'));
  console.log([...world.machines.values()].map(({ plan, power }) => `${plan.name} ${power} ${plan.owner} ${plan.addressSlot}`), [...world.disks]);
  console.log(slack.workspace.messages.filter((m) => m.user === 'UBOT').map((m) => [m.channel, m.thread, m.isDeleted, JSON.stringify(m.metadata?.event_payload), shownInSlack(m).slice(0, 100)]));
  console.log(slack.workspace.ephemerals.map((m) => [m.channel, m.user, shownInSlack(m).slice(0, 100)]));
  console.log(discord.space.messages.map((m) => [m.channel, m.onlyFor, m.isDeleted, shownInDiscord(m).slice(0, 100)]));
  console.log(around.slack.messages.length, around.discord.messages.length, discord.breaches, rows('SELECT * FROM reservations'));
});
