import type { Turn } from './entry.ts';
import type { Pace } from './pace.ts';

/** Which message is sent next, or how long nothing can be: in milliseconds, Infinity where nothing waits. */
export type Next<T> =
  | { readonly kind: 'send'; readonly message: T }
  | { readonly kind: 'wait'; readonly ms: number };

/** One edit of a message a second. */
const EDIT_EVERY_MS = 1000;

/**
 * Chooses: posts as soon as their channel allows; edits with final states first, then the one whose text is the oldest.
 * @param now milliseconds that only grow
 */
export function nextOf<T extends Turn>(
  waiting: Iterable<T>,
  pace: Pick<Pace, 'waitMs'>,
  now: number,
): Next<T> {
  let best: T | null = null;
  let soonest = Number.POSITIVE_INFINITY;
  for (const turn of waiting) {
    const editMs = turn.isPosted ? turn.shownAtMs + EDIT_EVERY_MS - now : 0;
    const waitMs = Math.max(turn.notBeforeMs - now, editMs, pace.waitMs(turn));
    if (waitMs > 0) soonest = Math.min(soonest, waitMs);
    else if (best === null || isBefore(turn, best)) best = turn;
  }
  return best === null ? { kind: 'wait', ms: soonest } : { kind: 'send', message: best };
}

function isBefore(one: Turn, other: Turn): boolean {
  if (one.isPosted !== other.isPosted) return !one.isPosted;
  if (one.isFinal !== other.isFinal) return one.isFinal;
  return one.shownAtMs < other.shownAtMs;
}
