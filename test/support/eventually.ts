import { setTimeout as sleep } from 'node:timers/promises';
import { PATIENCE_MS } from './patience.ts';

/** Between two looks, in milliseconds: what takes long is looked at less often. */
const SHORTEST_MS = 20;
const LONGEST_MS = 200;

/**
 * Looks again and again until something is so, where nothing tells of it. Tests that run side by side have no
 * `expect.poll` of their own.
 * @throws naming what was waited for, with what was seen last
 */
export async function eventually<T>(
  what: string,
  look: () => T | Promise<T>,
  isSo: (seen: T) => boolean = Boolean,
  patienceMs = PATIENCE_MS,
): Promise<T> {
  const begunAt = performance.now();
  for (;;) {
    const seen = await look();
    if (isSo(seen)) return seen;
    const waitedMs = performance.now() - begunAt;
    if (waitedMs > patienceMs)
      throw new Error(`Waited ${patienceMs} ms in vain for ${what}; it is ${JSON.stringify(seen)}.`);
    await sleep(Math.min(Math.max(waitedMs / 10, SHORTEST_MS), LONGEST_MS));
  }
}
