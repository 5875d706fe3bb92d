import { setTimeout as sleep } from 'node:timers/promises';

/** How long a machine in trouble may take until it says so: no test measures it. In milliseconds. */
const LONGEST_MS = 240_000;
const LOOK_EVERY_MS = 20;

/**
 * Looks again and again until something is so, where nothing tells of it. Tests that run side by side have no
 * `expect.poll` of their own.
 * @throws naming what was waited for, with what was seen last
 */
export async function eventually<T>(
  what: string,
  look: () => T | Promise<T>,
  isSo: (seen: T) => boolean = Boolean,
): Promise<T> {
  const giveUpAt = performance.now() + LONGEST_MS;
  for (;;) {
    const seen = await look();
    if (isSo(seen)) return seen;
    if (performance.now() > giveUpAt)
      throw new Error(`Waited ${LONGEST_MS} ms in vain for ${what}; it is ${JSON.stringify(seen)}.`);
    await sleep(LOOK_EVERY_MS);
  }
}
