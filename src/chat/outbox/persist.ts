import { type Pause, pauseByClock } from '../pause.ts';
import { backoffMs } from './backoff.ts';

/** Why a call to a chat failed, as far as it matters for whether to make it again. */
export type AnyFailure =
  | { readonly kind: 'limited'; readonly retryAfterMs: number }
  | { readonly kind: 'unsent' | 'unknown' | 'refused' | 'revoked' };

export interface Persistence<Failure extends AnyFailure> {
  failureOf(error: unknown): Failure;
  /** The chat refused: whether it can be tried once more, said otherwise. */
  refused(failure: Failure): boolean;
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
export async function persist<Failure extends AnyFailure>(
  step: () => Promise<unknown>,
  { failureOf, refused, signal, pause = pauseByClock }: Persistence<Failure>,
): Promise<Failure | null> {
  let failures = 0;
  let unknown = 0;
  for (;;) {
    try {
      await step();
      return null;
    } catch (error) {
      const failure = failureOf(error);
      if (failure.kind === 'revoked') return failure;
      if (failure.kind === 'refused') {
        if (!refused(failure)) return failure;
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
