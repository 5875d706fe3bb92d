const EPOCH_MS = 1_420_070_400_000;
let last = 0n;

/** A new id as Discord gives them: the time above the lowest 22 bits, and never the same twice. */
export function newId(atMs = Date.now()): string {
  const id = BigInt(Math.floor(atMs) - EPOCH_MS) << 22n;
  last = id > last ? id : last + 1n;
  return String(last);
}

export function timeOf(id: string): number {
  return Number(BigInt(id) >> 22n) + EPOCH_MS;
}
