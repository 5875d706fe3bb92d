import type { Waiting } from '../../../src/chat/outbox/order.ts';
import type { Kept } from '../../../src/chat/outbox/pump.ts';
import type { Owed } from '../../../src/chat/owed.ts';
import type { SlackReply } from '../reply.ts';

/** Where a message is: in a channel; or given to its asker alone, where it cannot be edited. */
export type Where =
  | { readonly kind: 'message'; readonly channel: string; readonly ts: string }
  | { readonly kind: 'response' };

/** A message that is being taken care of. */
export interface Entry extends Kept<SlackReply> {
  where: Where | null;
  /** Where it is to be posted; the asker's own channel, once the one they asked in is closed. */
  channel: string;
  thread: string | null;
  /** When posting it began, in milliseconds since 1970. */
  attemptedAtMs: number | null;
  /** Nobody knows whether it was posted: the channel is asked before it is posted again. */
  mustFind: boolean;
  /** What was shown last, to edit nothing into itself. */
  shownBody: string | null;
  shownAtMs: number;
  failures: number;
  /** It was deleted by somebody and posted once more. */
  isReposted: boolean;
}

/** What of a message gave a `ref` that the store keeps. */
export function refOf(where: Where): string {
  return where.kind === 'response' ? 'response' : `${where.channel}/${where.ts}`;
}

function whereOf(ref: string | null): Where | null {
  if (ref === null) return null;
  const [channel, ts] = ref.split('/');
  return channel !== undefined && ts !== undefined ? { kind: 'message', channel, ts } : { kind: 'response' };
}

export function createEntry(owed: Owed<SlackReply>): Entry {
  const where = whereOf(owed.ref);
  return {
    owed,
    state: null,
    where,
    channel: where?.kind === 'message' ? where.channel : owed.channel,
    thread: owed.thread,
    attemptedAtMs: owed.attemptedAt,
    mustFind: where === null && owed.attemptedAt !== null,
    shownRevision: owed.shownRevision,
    shownBody: null,
    shownAtMs: 0,
    notBeforeMs: 0,
    failures: 0,
    isReposted: false,
    isBusy: false,
  };
}

/** The entry as one that waits; null where there is nothing to send now. */
export function waitingOf(entry: Entry): Waiting | null {
  const { state, where, isBusy } = entry;
  if (isBusy || !state || state.revision <= entry.shownRevision) return null;
  // What the asker alone sees cannot be edited: its end is said, and nothing between.
  if (where?.kind === 'response' && !state.final) return null;
  return {
    isPosted: where !== null,
    channel: entry.channel,
    isFinal: state.final,
    shownAtMs: entry.shownAtMs,
    notBeforeMs: entry.notBeforeMs,
  };
}
