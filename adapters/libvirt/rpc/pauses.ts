/** Waits between attempts. A local socket costs nothing to try, and a user may be waiting. */
const firstPauseMs = 25;
const longestPauseMs = 400;

/** Growing pauses that a watch can cut short. */
export interface Pauses {
  /** Waits, each time longer, or until the watch says that something changed. Does not hold the process open. */
  next(): Promise<void>;
  /** Ends the current pause now. */
  cut(): void;
  /** Begins with short pauses again and stops watching. */
  reset(): void;
}

/** Pauses that begin short. `watch` (see Transport.watch) is started with the first of them. */
export const createPauses = (watch: ((changed: () => void) => () => void) | undefined): Pauses => {
  let pauseMs = firstPauseMs;
  let stopWatching: (() => void) | undefined;
  let cut: () => void = () => undefined;
  return {
    next: () =>
      new Promise((resolve) => {
        const timer = setTimeout(resolve, pauseMs).unref();
        pauseMs = Math.min(pauseMs * 2, longestPauseMs);
        cut = () => {
          clearTimeout(timer);
          resolve();
        };
        stopWatching ??= watch?.(() => cut());
      }),
    cut: () => cut(),
    reset: () => {
      pauseMs = firstPauseMs;
      stopWatching?.();
      stopWatching = undefined;
    },
  };
};
