/** Why a run ends before its job does. `released`: another process goes on with it; `lost`: another one has it. */
export type Halt = 'cancelled' | 'released' | 'lost';

/** What stops a run, in two strengths: a cancellation ends the going forward, the rest also the putting back. */
export interface Cancellation {
  readonly forward: AbortSignal;
  readonly whole: AbortSignal;
  halted(): Halt | null;
  /** Stops; a cancellation that comes too late is let be. */
  halt(why: Halt): void;
  /** Whether a cancellation comes too late, because something was begun that cannot be put back. */
  isCommitted(): boolean;
  setCommitted(isCommitted: boolean): void;
}

export function createCancellation(jobId: string): Cancellation {
  const forward = new AbortController();
  const whole = new AbortController();
  let halted: Halt | null = null;
  let isCommitted = false;
  return {
    forward: forward.signal,
    whole: whole.signal,
    halted: () => halted,
    halt(why) {
      if (halted === 'lost' || (why === 'cancelled' && (isCommitted || halted !== null))) return;
      halted = why;
      const reason = new Error(`The job ${jobId} was ${why}.`);
      forward.abort(reason);
      if (why !== 'cancelled') whole.abort(reason);
    },
    isCommitted: () => isCommitted,
    setCommitted(value) {
      isCommitted = value;
    },
  };
}
