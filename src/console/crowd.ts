import type { Clock } from '../clock.ts';

/** Lets so many through in a while, and counts the others. */
export interface Crowd {
  /** @returns whether this one is let through, and how many were not in the while before it */
  next(): { readonly isLet: boolean; readonly left: number };
}

/** @param perMs how long a while is, in milliseconds */
export function createCrowd(most: number, perMs: number, clock: Clock): Crowd {
  let since = Number.NEGATIVE_INFINITY;
  let count = 0;
  return {
    next() {
      const now = clock.now().getTime();
      let left = 0;
      if (now - since >= perMs) {
        left = Math.max(0, count - most);
        since = now;
        count = 0;
      }
      count += 1;
      return { isLet: count <= most, left };
    },
  };
}
