/** What matters of a message for when it is sent. */
export interface Waiting {
  /** It has been posted, so that it is edited; else it is to be posted. */
  readonly isPosted: boolean;
  readonly channel: string;
  /** Its newest state is its last. */
  readonly isFinal: boolean;
  /** When it was last shown; 0 if it never was. By the same clock as `now`. */
  readonly shownAtMs: number;
  /** Not before this time. */
  readonly notBeforeMs: number;
}

/** How long until a post or an edit may be sent, in milliseconds. */
export interface Pace<T extends Waiting = Waiting> {
  postWaitMs(message: T): number;
  editWaitMs(message: T): number;
}

/** Which message is sent next, or how long nothing can be: in milliseconds, Infinity where nothing waits. */
export type Next<T> =
  | { readonly kind: 'send'; readonly message: T }
  | { readonly kind: 'wait'; readonly ms: number };

/** One edit of a message a second. */
const EDIT_EVERY_MS = 1000;

/** Chooses: posts as soon as their channel allows; edits with final states first, then the one whose text is the oldest. */
export function nextOf<T extends Waiting>(
  waiting: Iterable<T>,
  pace: Pace<NoInfer<T>>,
  now: number,
): Next<T> {
  let best: T | null = null;
  let soonest = Number.POSITIVE_INFINITY;
  for (const message of waiting) {
    const waitMs = Math.max(message.notBeforeMs - now, paceOf(message, pace, now));
    if (waitMs > 0) soonest = Math.min(soonest, waitMs);
    else if (best === null || isBefore(message, best)) best = message;
  }
  return best === null ? { kind: 'wait', ms: soonest } : { kind: 'send', message: best };
}

function paceOf<T extends Waiting>(message: T, pace: Pace<T>, now: number): number {
  if (!message.isPosted) return pace.postWaitMs(message);
  return Math.max(pace.editWaitMs(message), message.shownAtMs + EDIT_EVERY_MS - now);
}

function isBefore(one: Waiting, other: Waiting): boolean {
  if (one.isPosted !== other.isPosted) return !one.isPosted;
  if (one.isFinal !== other.isFinal) return one.isFinal;
  return one.shownAtMs < other.shownAtMs;
}
