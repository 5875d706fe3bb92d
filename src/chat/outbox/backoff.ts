const FIRST_MS = 1000;
const LONGEST_MS = 60_000;

/**
 * How long is waited before the next attempt, in milliseconds: twice as long after each failure, up to a minute, with
 * a part left to chance, so that many do not come back at once.
 * @param failures in a row, at least 1
 */
export function backoffMs(failures: number, random: () => number = Math.random): number {
  const full = Math.min(LONGEST_MS, FIRST_MS * 2 ** Math.min(failures - 1, 16));
  return full * (0.5 + random() / 2);
}
