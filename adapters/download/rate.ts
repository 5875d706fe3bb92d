/** Over how long a rate is taken, in milliseconds. */
const WINDOW_MS = 5000;
/** Shorter than this it says nothing. */
const LEAST_MS = 500;

/** How fast something grows. */
export interface Rate {
  /** @returns bytes per second over the last seconds, or null until that can be said */
  at(bytes: number): number | null;
}

/** @param now milliseconds that only grow */
export function createRate(now: () => number = () => performance.now()): Rate {
  let samples: { atMs: number; bytes: number }[] = [];
  return {
    at(bytes) {
      const atMs = now();
      const last = samples.at(-1);
      // Shrunk: it began anew.
      if (last && bytes < last.bytes) samples = [];
      if (!last || atMs - last.atMs > 100 || samples.length === 0) samples.push({ atMs, bytes });
      while (samples.length > 2 && atMs - (samples[0]?.atMs ?? atMs) > WINDOW_MS) samples.shift();
      const first = samples[0];
      if (!first || atMs - first.atMs < LEAST_MS) return null;
      return Math.round(((bytes - first.bytes) * 1000) / (atMs - first.atMs));
    },
  };
}
