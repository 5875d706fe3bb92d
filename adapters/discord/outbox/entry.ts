import type { Kept } from '../../../src/chat/outbox/pump.ts';
import type { Owed } from '../../../src/chat/owed.ts';
import type { DiscordReply } from '../reply.ts';
import type { Sent, Wording } from '../rest/index.ts';
import { handOverAt, isAside, livingToken } from '../token-life.ts';
import type { Turn } from './pace.ts';

/**
 * Where a message is. `answer`: it is the first answer to its interaction, and changed by its token. `message`: it is
 * the bot's own, and changed as such, for ever.
 */
export interface Where extends Sent {
  readonly kind: 'answer' | 'message';
}

/** A message that is being taken care of. */
export interface Entry extends Kept<DiscordReply> {
  where: Where | null;
  /** Where it is to be posted; the asker's own channel, once the one they asked in is closed. */
  channel: string;
  /** The message that it answers. */
  replyTo: string | null;
  /** Whether it can still become the first answer to its interaction. */
  mayAnswer: boolean;
  /** When posting it began, in milliseconds since 1970. */
  attemptedAtMs: number | null;
  /** Nobody knows whether it was posted: the channel is asked before it is posted again. */
  mustFind: boolean;
  wording: Wording;
  /** What is too long is not sent along: Discord does not take the file here. */
  isWithoutFile: boolean;
  /** What was shown last, to edit nothing into itself. */
  shownBody: string | null;
  shownAtMs: number;
  failures: number;
  /** It was deleted by somebody and posted once more. */
  isReposted: boolean;
}

/** What of a message gave a `ref` that the store keeps. */
export function refOf({ channel, message, kind }: Where): string {
  return kind === 'answer' ? `${channel}/${message}/answer` : `${channel}/${message}`;
}

export function whereOf(ref: string | null): Where | null {
  const [channel, message, kind] = ref?.split('/') ?? [];
  if (channel === undefined || message === undefined) return null;
  return { kind: kind === 'answer' ? 'answer' : 'message', channel, message };
}

export function createEntry(owed: Owed<DiscordReply>): Entry {
  const where = whereOf(owed.ref);
  return {
    owed,
    state: null,
    where,
    channel: where?.channel ?? owed.channel,
    replyTo: owed.thread,
    mayAnswer: owed.reply !== null && !isAside(owed.reply),
    attemptedAtMs: owed.attemptedAt,
    mustFind: where === null && owed.attemptedAt !== null,
    wording: 'card',
    isWithoutFile: false,
    shownRevision: owed.shownRevision,
    shownBody: null,
    shownAtMs: 0,
    notBeforeMs: 0,
    failures: 0,
    isReposted: false,
    isBusy: false,
  };
}

/** The token that this message is said by now; null where it is said as the bot. */
export function tokenFor({ where, mayAnswer, owed: { reply } }: Entry, nowMs: number): string | null {
  const isAnswer = where === null ? mayAnswer : where.kind === 'answer';
  return isAnswer ? livingToken(reply, nowMs) : null;
}

/** What Discord counts a step of this message with. */
export function routeOf(entry: Entry, nowMs: number): Pick<Turn, 'route' | 'isByToken'> {
  if (tokenFor(entry, nowMs) !== null)
    return { route: `answer ${entry.owed.reply?.interaction}`, isByToken: true };
  return { route: `${entry.where === null ? 'post' : 'edit'} ${entry.channel}`, isByToken: false };
}

/**
 * The entry as one that waits; null where there is nothing to send now.
 * @param now milliseconds since 1970, and milliseconds that only grow
 */
export function waitingOf(
  entry: Entry,
  now: { readonly wallMs: number; readonly monotonicMs: number },
): Turn | null {
  const { state, where, isBusy, owed } = entry;
  if (isBusy || !state) return null;
  const turn = {
    ...routeOf(entry, now.wallMs),
    isPosted: where !== null,
    channel: entry.channel,
    isFinal: state.final,
    shownAtMs: entry.shownAtMs,
    notBeforeMs: entry.notBeforeMs,
  };
  if (state.revision > entry.shownRevision) return turn;
  // Nothing new is to be said, but it must be in good hands before its token ends.
  if (where?.kind !== 'answer' || state.final || !owed.reply) return null;
  const inMs = handOverAt(owed.reply) - now.wallMs;
  return { ...turn, notBeforeMs: Math.max(entry.notBeforeMs, now.monotonicMs + inMs) };
}
