const EPOCH_MS = 1_420_070_400_000;
const LOWEST_22 = 22n;
let count = 0n;

/** A new id as Discord gives them: the time above the lowest 22 bits, and never the same twice. */
export function newId(atMs = Date.now()): string {
  count = (count + 1n) % (1n << LOWEST_22);
  return String((BigInt(Math.floor(atMs) - EPOCH_MS) << LOWEST_22) | count);
}

export function timeOf(id: string): number {
  return Number(BigInt(id) >> LOWEST_22) + EPOCH_MS;
}
