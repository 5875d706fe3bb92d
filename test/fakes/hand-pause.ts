import type { Pause } from '../../src/chat/pause.ts';

/** A clock between attempts that a test moves. */
export interface HandPause {
  readonly pause: Pause;
  /** How many wait now. */
  readonly waiting: number;
  /** Ends the longest wait that goes on; waits for one if there is none. @returns how long it was to be, in milliseconds */
  next(): Promise<number>;
}

export function createHandPause(): HandPause {
  const waits = new Set<{ readonly ms: number; end(): void }>();
  let onWait = () => {};
  return {
    pause: (ms, signal) =>
      new Promise((resolve) => {
        if (signal.aborted) return resolve();
        const wait = {
          ms,
          end() {
            waits.delete(wait);
            signal.removeEventListener('abort', wait.end);
            resolve();
          },
        };
        signal.addEventListener('abort', wait.end);
        waits.add(wait);
        onWait();
      }),
    get waiting() {
      return waits.size;
    },
    async next() {
      while (waits.size === 0) {
        await new Promise<void>((resolve) => {
          onWait = resolve;
        });
      }
      const [longest] = [...waits].toSorted((one, other) => other.ms - one.ms);
      longest?.end();
      return longest?.ms ?? 0;
    },
  };
}
