import type { Abilities, ChatClient, Reply, Spot } from '../client.ts';
import type { State } from './states.ts';
import type { OutMessage } from './store.ts';

/**
 * Where a message is. `message`: it is labvm's own, and edited for ever. `answer`: it answers an act, and is edited by
 * what came with that. `told`: it was given to its asker alone, where nothing can be edited.
 */
export type Where = (Spot & { readonly kind: 'message' | 'answer' }) | { readonly kind: 'told' };

/** A message that is being taken care of. */
export interface Entry {
  readonly message: OutMessage;
  /** How the asker is answered; null for what nobody asked for. */
  readonly reply: Reply | null;
  /** Its newest state; null until it is known. */
  state: State | null;
  where: Where | null;
  /** Where it is to be posted; the asker's own channel, once the one they asked in is closed. */
  channel: string;
  /** The message that it belongs to. */
  thread: string | null;
  /** Whether it can still become an answer to its act. */
  mayAnswer: boolean;
  /** The channel that it was asked in is closed to labvm. */
  isClosed: boolean;
  /** When posting it began, in milliseconds since 1970. */
  attemptedAtMs: number | null;
  /** Nobody knows whether it was posted: the channel is asked before it is posted again. */
  mustFind: boolean;
  /** The wording that the chat takes; null for the best one. */
  wording: string | null;
  /** What is too long is not sent along: the chat does not take the file here. */
  isWithoutFiles: boolean;
  /** The newest revision that was shown. */
  shownRevision: number;
  /** What was shown last, to edit nothing into itself. */
  shownBody: string | null;
  shownAtMs: number;
  notBeforeMs: number;
  failures: number;
  /** It was deleted by somebody and posted once more. */
  isReposted: boolean;
  isBusy: boolean;
}

/** The next step of a message, as far as it matters for when it is taken. */
export interface Turn {
  readonly way: 'post' | 'edit' | 'answer';
  /** The message. */
  readonly id: string;
  readonly channel: string;
  readonly isPosted: boolean;
  /** Its newest state is its last. */
  readonly isFinal: boolean;
  /** When it was last shown; 0 if it never was. By the clock that only grows. */
  readonly shownAtMs: number;
  /** Not before this time, by the same clock. */
  readonly notBeforeMs: number;
}

/** Both clocks at one moment: milliseconds since 1970, and milliseconds that only grow. */
export interface Now {
  readonly wallMs: number;
  readonly monotonicMs: number;
}

/** What of a message gave a `ref` that the store keeps. */
export function refOf(where: Where): string {
  if (where.kind === 'told') return TOLD;
  const { channel, message, kind } = where;
  return kind === 'answer' ? `${channel}/${message}/${kind}` : `${channel}/${message}`;
}

/** Any word that names no place. */
const TOLD = 'response';

export function whereOf(ref: string | null): Where | null {
  if (ref === null) return null;
  const [channel, message, kind] = ref.split('/');
  if (channel === undefined || message === undefined) return { kind: 'told' };
  return { kind: kind === 'answer' ? 'answer' : 'message', channel, message };
}

export function createEntry(message: OutMessage, client: Pick<ChatClient, 'answers'>): Entry {
  const { place, attemptedAt, shownRevision } = message;
  const where = whereOf(message.ref);
  // Stored by the chat that reads it, and by no other one.
  const reply = message.reply as Reply | null;
  return {
    message,
    reply,
    state: null,
    where,
    channel: where !== null && 'channel' in where ? where.channel : place.channel,
    thread: place.thread ?? null,
    mayAnswer: reply !== null && client.answers(reply) === 'first',
    isClosed: false,
    attemptedAtMs: attemptedAt?.getTime() ?? null,
    mustFind: where === null && attemptedAt !== null,
    wording: null,
    isWithoutFiles: false,
    shownRevision,
    shownBody: null,
    shownAtMs: 0,
    notBeforeMs: 0,
    failures: 0,
    isReposted: false,
    isBusy: false,
  };
}

/** Whether its act can still be answered. */
export function isAnswerable({ reply }: Entry, client: ChatClient, nowMs: number): boolean {
  if (reply === null || client.answers(reply) === 'never') return false;
  return nowMs < reply.at + client.can.answers.lifeMs;
}

/** When an answer has to be edited as a message of labvm's own; null for what is none, or is told alone. */
function handOverAt({ reply, where }: Entry, { answers }: Abilities): number | null {
  if (where?.kind !== 'answer' || reply === null || answers.handOverMs === null) return null;
  return reply.at + answers.lifeMs - answers.handOverMs;
}

/** What is done next with a message. */
export function wayOf(entry: Entry, client: ChatClient, nowMs: number): Turn['way'] {
  const { where, mayAnswer } = entry;
  if (where === null) return mayAnswer && isAnswerable(entry, client, nowMs) ? 'answer' : 'post';
  if (where.kind !== 'answer') return where.kind === 'told' ? 'answer' : 'edit';
  const isLate = nowMs >= (handOverAt(entry, client.can) ?? 0);
  return isLate || !isAnswerable(entry, client, nowMs) ? 'edit' : 'answer';
}

/** The entry's next step; null where there is nothing to send now. */
export function turnOf(entry: Entry, client: ChatClient, now: Now): Turn | null {
  const { message, state, where, channel, isBusy, shownAtMs, notBeforeMs } = entry;
  if (isBusy || !state) return null;
  const turn: Turn = {
    way: wayOf(entry, client, now.wallMs),
    id: message.id,
    channel,
    isPosted: where !== null,
    isFinal: state.final,
    shownAtMs,
    notBeforeMs,
  };
  // What the asker alone was told cannot be edited: its end is said, and nothing between.
  if (state.revision > entry.shownRevision) return where?.kind === 'told' && !state.final ? null : turn;
  // Nothing new is to be said, but an answer must be in good hands before its time ends.
  const handOver = handOverAt(entry, client.can);
  if (handOver === null || state.final) return null;
  return { ...turn, notBeforeMs: Math.max(notBeforeMs, now.monotonicMs + handOver - now.wallMs) };
}
