import { type Failure, failureOf, isRefusal, type Refusal } from '../call-failure.ts';
import { type Pause, pauseByClock } from '../pause.ts';
import { backoffMs } from './backoff.ts';

export interface Persistence {
  /** The chat refused: whether it can be tried once more, said otherwise. */
  refused(refusal: Refusal): boolean;
  readonly signal: AbortSignal;
  /** Waits between attempts; by the clock unless it is given. */
  readonly pause?: Pause;
}

/** How often what surely did not arrive is tried. */
const MOST_FAILURES = 8;
/** What cannot be looked up is tried once more where nobody knows whether it arrived. */
const MOST_UNKNOWN = 1;

/**
 * Does something until it is done or hopeless, with pauses as the chat asks for them. Rejects only when the signal
 * fires.
 * @returns why it was not done, or null
 */
export async function persist(
  step: () => Promise<unknown>,
  { refused, signal, pause = pauseByClock }: Persistence,
): Promise<Failure | null> {
  let failures = 0;
  let unknown = 0;
  for (;;) {
    try {
      await step();
      return null;
    } catch (error) {
      const failure = failureOf(error);
      if (isRefusal(failure)) {
        if (failure.kind === 'revoked' || !refused(failure)) return failure;
        continue;
      }
      // Too many at once is no failure: everybody has their turn.
      if (failure.kind !== 'limited') failures += 1;
      if (failure.kind === 'unknown') unknown += 1;
      if (unknown > MOST_UNKNOWN || failures > MOST_FAILURES) return failure;
      const waitMs = failure.kind === 'limited' ? spread(failure.retryAfterMs) : backoffMs(failures);
      await pause(waitMs, signal);
      signal.throwIfAborted();
    }
  }
}

/** Those who were told to come back at the same time come one after another. */
function spread(waitMs: number): number {
  return waitMs * (1 + Math.random());
}
