import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { createFakeWorld, type FakeMachine, type FakeWorld } from '../../../fakes/hypervisor.ts';
import type { Message as DiscordMessage, DiscordServer } from '../../../servers/discord/index.ts';
import type { Message as SlackMessage, SlackServer } from '../../../servers/slack/index.ts';

/** What was around a database that an earlier version wrote, as `write.ts` wrote it down. */
export interface Around {
  /** When it was, in milliseconds since 1970. */
  readonly at: number;
  readonly machines: readonly Pick<FakeMachine, 'plan' | 'power'>[];
  readonly disks: readonly string[];
  readonly slack: {
    readonly channels: Parameters<SlackServer['workspace']['channels']['set']>[1][];
    readonly messages: readonly SlackMessage[];
  };
  readonly discord: {
    readonly guild: string;
    readonly channels: Parameters<DiscordServer['space']['channels']['set']>[1][];
    readonly messages: readonly DiscordMessage[];
    readonly people: Readonly<Record<string, { readonly name: string; readonly locale: string }>>;
  };
  /** What people's browsers have. */
  readonly links: { readonly takenBack: string; readonly unopened: string; readonly opened: string };
  readonly ticket: { readonly id: string; readonly secret: string };
  readonly key: string;
}

export function readAround(version: string): Around {
  return JSON.parse(readFileSync(join(import.meta.dirname, `${version}.json`), 'utf8'));
}

export function sqlOf(version: string): string {
  return readFileSync(join(import.meta.dirname, `${version}.sql`), 'utf8');
}

/** The machines and disks of then, with guests that come up and go down at once. */
export function worldOf({ machines, disks }: Around): FakeWorld {
  const world = createFakeWorld();
  for (const { plan, power } of machines)
    world.add({ ...plan, createdAt: new Date(plan.createdAt) }).power = power;
  for (const disk of disks) world.disks.add(disk);
  return world;
}

/** A chat's row that says how somebody can be answered. */
interface Answerable {
  readonly channel: string;
  readonly reply: {
    readonly user?: string;
    readonly responseUrl?: string | null;
    readonly interaction?: string;
    readonly token?: string;
    readonly at: number;
  } | null;
}

/**
 * Makes the database of then anew in a file, and Slack and Discord such as it left them: with the messages that were
 * there, and ready for answers to what was asked.
 */
export function restore(
  version: string,
  around: Around,
  {
    file,
    slack,
    discord,
  }: { readonly file: string; readonly slack: SlackServer; readonly discord: DiscordServer },
): void {
  const sql = sqlOf(version)
    .replaceAll('http://slack.invalid', new URL(slack.apiUrl).origin)
    .replaceAll(around.discord.guild, discord.guild);
  const db = new DatabaseSync(file);
  db.exec(sql);
  const rows = db.prepare(
    'SELECT chat, channel, reply_json FROM outbox UNION ALL SELECT chat, channel, reply_json FROM open_requests',
  );
  for (const { chat, channel, reply_json } of rows.all()) {
    const asked = { channel: String(channel), reply: JSON.parse(String(reply_json)) } as Answerable;
    if (chat === 'slack') answerableInSlack(asked, slack);
    if (chat === 'discord') answerableInDiscord(asked, around, discord);
  }
  db.close();
  for (const channel of around.slack.channels) slack.workspace.channels.set(channel.id, channel);
  slack.workspace.messages.push(...around.slack.messages);
  for (const channel of around.discord.channels)
    discord.space.channels.set(channel.id, { ...channel, guild: channel.guild && discord.guild });
  for (const message of around.discord.messages) discord.space.restore(message);
}

function answerableInSlack({ channel, reply }: Answerable, slack: SlackServer): void {
  const id = reply?.responseUrl?.split('/').at(-1);
  if (id === undefined || !reply?.user) return;
  slack.responses.make({ channel, user: reply.user, message: null }, id);
}

function answerableInDiscord(
  { channel, reply }: Answerable,
  { discord: then }: Around,
  discord: DiscordServer,
): void {
  if (!reply?.token || !reply.interaction) return;
  const { interaction: id, token, user = '' } = reply;
  const answer = then.messages.find(({ interaction }) => interaction?.id === id);
  const begun = discord.interactions.begin({ type: 2, user, channel, pressed: null }, Date.now() - reply.at, {
    id,
    token,
  });
  begun.original = answer?.id ?? null;
  begun.ack = answer ? { type: 5, afterMs: 0, data: null } : null;
  begun.isPromised = answer?.isLoading ?? false;
}
