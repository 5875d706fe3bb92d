/**
 * Writes what a labvm left that was killed in the middle of everything: its database, as `<version>.sql`, and what was
 * around it, as `<version>.json`. It imports only what it finds in that version, too: see README.md.
 */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { expect, onTestFinished, test } from 'vitest';
import type { ImageFetcher } from '../../../../src/image/fetcher.ts';
import { hostError } from '../../../fakes/host-error.ts';
import { createFakeWorld } from '../../../fakes/hypervisor.ts';
import { startDiscordServer } from '../../../servers/discord/index.ts';
import { type Message, type SlackServer, startSlackServer } from '../../../servers/slack/index.ts';
import { buttonsOf, shownText } from '../../slack/support/slack-lab.ts';
import { dumped } from './dump.ts';
import { openWhole, TEACHERS } from './whole.ts';

const VERSION = process.env.LABVM_PREVIOUS ?? 'today';
const TO = process.env.LABVM_PREVIOUS_TO ?? tmpdir();

const ANA = '345678901234567890';
const [C1, C2, CLOSED] = ['C1', 'C2', 'C9'].map((channel) => ({ channel })) as [At, At, At];
const KEY = `ssh-ed25519 ${Buffer.concat([Buffer.from('0000000b7373682d6564323535313900000020', 'hex'), Buffer.alloc(32, 7)]).toString('base64')} ana@desk`;

interface At {
  readonly channel: string;
}

test('writes it', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'labvm-previous-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const file = join(folder, 'labvm.db');
  const world = createFakeWorld();
  const slack = await startSlackServer();
  for (const { channel } of [C1, C2]) slack.workspace.addChannel(channel);
  slack.workspace.addChannel(CLOSED.channel, { hasBot: false });
  const discord = await startDiscordServer();
  const hangs = () => new Promise<never>(() => {});
  const images: ImageFetcher = {
    async download(_image, { onProgress }) {
      onProgress({ stage: 'fetching', doneBytes: 21e6, totalBytes: 50e6, bytesPerSecond: 1e6 });
      return hangs();
    },
    take: hangs,
    drop: async () => undefined,
  };
  const { app, hypervisor, close } = await openWhole({ file, world, images, slack, discord });
  onTestFinished(async () => {
    await close();
    await slack.close();
    await discord.close();
  });

  const look = new DatabaseSync(file, { readOnly: true });
  onTestFinished(() => look.close());
  const count = (sql: string) => Number(look.prepare(`SELECT count(*) AS n FROM ${sql}`).get()?.n);
  const step = (vm: string, state: string) =>
    expect
      .poll(() =>
        count(
          `steps JOIN jobs ON jobs.id = job_id WHERE vm = '${vm}' AND steps.name || ' ' || steps.state = '${state}'`,
        ),
      )
      .toBe(1);
  /** The last of a machine's jobs is shown. */
  const shown = (vm: string) =>
    expect
      .poll(() =>
        count(
          `jobs JOIN outbox ON job_id = jobs.id WHERE vm = '${vm}' AND finished_at IS NOT NULL AND shown_revision >= revision`,
        ),
      )
      .toBe(1);
  const inSlack = (pattern: RegExp) =>
    slack.until(`${pattern}`, () => slack.workspace.messages.find((one) => pattern.test(shownText(one))));

  const ana = slack.person('UANA', { displayName: 'Ana' });
  const teacher = slack.person(TEACHERS.slack, { displayName: 'Tea', locale: 'es-ES' });
  const dana = discord.person(ANA, { name: 'Ana' });
  const dteacher = discord.person(TEACHERS.discord, { name: 'Tea', locale: 'es-ES' });

  // What has ended well: machines with their cards, keys, links to consoles, what was refused.
  await ana.command('/my', `key add ${KEY}`, C1);
  await ana.command('/vm', 'create tiny ana1', C1);
  await shown('ana1');
  await teacher.command('/vm', 'create tiny tea1', C1);
  await shown('tea1');
  await dana.command('/vm create image:tiny name:dana1');
  await shown('dana1');
  await dana.command('/vm create image:tiny name:dana2');
  await shown('dana2');
  const links: string[] = [];
  for (const more of ['', '', ' --revoke', '', '']) {
    const before = ana.ephemerals().length;
    await ana.command('/vm', `console ana1${more}`, C1);
    const told = await slack.until('an answer', () => ana.ephemerals()[before]);
    links.push(...(/#([\w-]{43})/.exec(JSON.stringify(told.blocks))?.slice(1) ?? []));
  }
  const [, takenBack, unopened, toOpen] = links as [string, string, string, string];
  const { ticket } = await app.consoles.ways.open(toOpen, '192.0.2.7');
  for (const _ of [1, 2]) await slack.person('UBEN').command('/vm', 'delete ana1', C1);
  hypervisor.fail({ call: 'create', error: hostError('failed', 'the pool is gone') });
  await ana.command('/vm', 'create tiny fails1', C1);
  await shown('fails1');

  // What goes on: a guest that does not come up, one that does not go down, and a disk without its machine.
  world.guests.bootMs = Number.POSITIVE_INFINITY;
  world.guests.shutdownMs = Number.POSITIVE_INFINITY;
  await ana.command('/vm', 'create tiny waits1', C1);
  await step('waits1', 'address running');
  await teacher.command('/vm', 'create tiny class --count 3', C1);
  for (const number of [1, 2, 3]) await step(`class-${number}`, 'address running');
  hypervisor.fail({ call: 'create', when: 'middle', error: 'hang' });
  await dana.command('/vm create image:tiny name:half1');
  await step('half1', 'machine running');
  await dana.command('/vm stop name:dana1 force-after:600');
  await expect
    .poll(() => count("jobs WHERE vm = 'dana1' AND kind = 'vm.stop' AND state = 'running'"))
    .toBe(1);
  await dteacher.command('/image pull image:slitaz');
  await expect.poll(() => count("steps WHERE name = 'fetch' AND fraction > 0")).toBe(1);
  await teacher.command('/vm', 'create slitaz sli1', C2);
  await step('sli1', 'image running');
  hypervisor.fail({ call: 'remove', when: 'middle', error: 'hang' });
  await teacher.command('/vm', 'delete tea1 --yes', C1);
  await expect.poll(() => [...world.machines.values()].some(({ plan }) => plan.name === 'tea1')).toBe(false);
  // Cancelled, and on its way back.
  hypervisor.fail({ call: 'discard', when: 'middle', error: 'hang' });
  await teacher.command('/vm', 'create tiny undo1', C2);
  await step('undo1', 'address running');
  await teacher.press(...(await slack.until('a button', () => cancelOf('undo1', slack))));
  await expect.poll(() => [...world.machines.values()].some(({ plan }) => plan.name === 'undo1')).toBe(false);

  // Messages: told alone where labvm is not; posted, and nobody heard of it; waiting for their turn.
  await teacher.command('/vm', 'create tiny away1', CLOSED);
  await slack.until('an answer', () =>
    slack.workspace.ephemerals.find((one) => /away1/.test(shownText(one))),
  );
  await expect.poll(() => count("outbox WHERE ref = 'response'")).toBe(1);
  slack.faults.next('chat.postMessage', { kind: 'delay', ms: 6e8 });
  await teacher.command('/vm', 'create tiny lost1', C2);
  await inSlack(/lost1/);
  await teacher.command('/vm', 'create tiny turn1', C2);
  await expect.poll(() => count("outbox JOIN jobs ON jobs.id = job_id WHERE vm = 'turn1'")).toBe(1);
  // Notices that have not arrived.
  slack.faults.next('chat.postMessage', ...Array.from({ length: 50 }, () => ({ kind: 'drop' }) as const));
  discord.faults.next(
    'POST /channels/:id/messages',
    ...Array.from({ length: 50 }, () => ({ kind: 'drop' }) as const),
  );
  world.crash('ana1');
  world.crash('dana2');
  await expect.poll(() => count('outbox WHERE view_json IS NOT NULL AND attempted_at IS NOT NULL')).toBe(2);
  // Questions that were not answered yet.
  hypervisor.fail({ call: 'list', error: 'hang', times: 9 });
  await ana.command('/vm', 'list', C1);
  void dana.command('/vm list');
  await expect.poll(() => count('open_requests')).toBe(2);

  const { origin } = new URL(slack.apiUrl);
  const sql = dumped(look)
    .replaceAll(origin, 'http://slack.invalid')
    .replace(/(INSERT INTO workers .*VALUES \('\w+', )'[^']*'/g, "$1'a boot of before'");
  const around = {
    at: Date.now(),
    machines: [...world.machines.values()].map(({ plan, power }) => ({ plan, power })),
    disks: [...world.disks],
    slack: { channels: [...slack.workspace.channels.values()], messages: slack.workspace.messages },
    discord: {
      guild: discord.guild,
      channels: [...discord.space.channels.values()],
      messages: discord.space.messages,
      people: Object.fromEntries(discord.space.people),
    },
    links: { takenBack, unopened, opened: toOpen },
    ticket,
    key: KEY,
  };
  writeFileSync(join(TO, `${VERSION}.sql`), sql);
  writeFileSync(join(TO, `${VERSION}.json`), `${JSON.stringify(around, withoutHistory, 2)}\n`);
});

/** What a message said before, and when by a clock of that process, is of no use any more. */
function withoutHistory(key: string, value: unknown): unknown {
  return key === 'history' ? [] : value;
}

/** A machine's message with a button that cancels, in whichever language it is. */
function cancelOf(vm: string, { workspace }: SlackServer): [Message, string] | null {
  for (const message of workspace.messages) {
    const label = buttonsOf(message).find((one) => one.startsWith('Cancel'));
    if (label && shownText(message).includes(vm)) return [message, label];
  }
  return null;
}
