import { CallAborted, DeadlineExceeded } from './errors.ts';

// A timer takes 31 bits; a longer wait would fire at once.
const longestTimerMs = 2 ** 31 - 1;

/** Why a call is given up: its time is over, or its caller does not want it any more. */
export type GiveUp = 'deadline' | 'abort';

/** How long a caller waits. */
export interface WaitOptions {
  /** Milliseconds from now until the call rejects with DeadlineExceeded. */
  readonly timeoutMs?: number | undefined;
  /** Rejects the call with CallAborted when it fires. */
  readonly signal?: AbortSignal | undefined;
}

/** One wait, which may pass through several stages (a connection, a place in the queue, an answer). */
export interface Deadline {
  readonly timeoutMs: number;
  readonly signal: AbortSignal | undefined;
  /** Set once the wait is over. */
  readonly gaveUp: GiveUp | undefined;
  /** What the current stage does when the wait is over; replaces the one before. */
  onGiveUp(listener: ((why: GiveUp) => void) | undefined): void;
  /** Ends the wait; must be called in every case. */
  clear(): void;
}

/** Starts a wait. Its timer holds the process open, as someone is waiting for the answer. */
export const startDeadline = (timeoutMs: number, signal?: AbortSignal | undefined): Deadline => {
  let gaveUp: GiveUp | undefined;
  let listener: ((why: GiveUp) => void) | undefined;

  const giveUp = (why: GiveUp): void => {
    if (gaveUp !== undefined) return;
    gaveUp = why;
    listener?.(why);
  };
  const expire = (): void => giveUp('deadline');
  const abort = (): void => giveUp('abort');

  const timer = setTimeout(expire, Math.min(timeoutMs, longestTimerMs));
  if (signal?.aborted) gaveUp = 'abort';
  else signal?.addEventListener('abort', abort, { once: true });

  return {
    timeoutMs,
    signal,
    get gaveUp() {
      return gaveUp;
    },
    onGiveUp: (next) => {
      listener = next;
    },
    clear: () => {
      clearTimeout(timer);
      signal?.removeEventListener('abort', abort);
      listener = undefined;
    },
  };
};

/** The error for a wait that is over. `cause` is what was in the way, if it is known. */
export const giveUpError = (
  deadline: Deadline,
  call: { procedure: string; sent: boolean; cause?: unknown },
): DeadlineExceeded | CallAborted =>
  deadline.gaveUp === 'abort'
    ? new CallAborted({ procedure: call.procedure, sent: call.sent, cause: deadline.signal?.reason })
    : new DeadlineExceeded({ ...call, timeoutMs: deadline.timeoutMs });

/** Waits for work that goes on by itself, but not longer than the deadline. */
export const within = <Value>(deadline: Deadline, procedure: string, work: Promise<Value>): Promise<Value> =>
  new Promise((resolve, reject) => {
    const giveUp = (): void => reject(giveUpError(deadline, { procedure, sent: true }));
    work.then(resolve, reject);
    if (deadline.gaveUp === undefined) deadline.onGiveUp(giveUp);
    else giveUp();
  });
