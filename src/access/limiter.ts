import type { Clock } from '../base/clock.ts';
import { createLru } from '../base/lru.ts';
import type { Rate } from './rates.ts';

/** Why something is not let through. */
export interface Overrun {
  readonly rate: Rate;
  /** When there is room again. */
  readonly freeAt: Date;
  /** How many were refused since it was full, with this one. */
  readonly refused: number;
}

/** Counts what is done again and again, by whom and what. In this process alone: caps that bind all are in the store. */
export interface Limiter {
  /**
   * Takes so many at once, or none of them.
   * @param key who, and what
   * @returns null where it is let through
   */
  take(key: string, rate: Rate, count?: number): Overrun | null;
}

interface Window {
  readonly startedAt: number;
  readonly endsAt: number;
  taken: number;
  refused: number;
}

/** How many who-and-whats are remembered at once; whoever did nothing for the longest is forgotten first. */
const MOST_KEYS = 20_000;

/**
 * Counts in windows that begin with the first act and end after the rate's time: whoever waits for the end of one
 * has all of it again.
 */
export function createLimiter(clock: Clock): Limiter {
  const windows = createLru<string, Window>(MOST_KEYS);

  function windowOf(key: string, { perMs }: Rate, now: number): Window {
    const known = windows.get(key);
    // A clock that was set back must not lock anybody out for longer than a window.
    if (known && known.startedAt <= now && now < known.endsAt) return known;
    const fresh = { startedAt: now, endsAt: now + perMs, taken: 0, refused: 0 };
    windows.set(key, fresh);
    return fresh;
  }

  return {
    take(key, rate, count = 1) {
      const window = windowOf(key, rate, clock.now().getTime());
      if (window.taken + count <= rate.most) {
        window.taken += count;
        return null;
      }
      window.refused += 1;
      return { rate, freeAt: new Date(window.endsAt), refused: window.refused };
    },
  };
}
