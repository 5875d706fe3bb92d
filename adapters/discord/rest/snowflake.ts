/** Discord's ids hold the milliseconds since this moment, the beginning of 2015, above their lowest 22 bits. */
const EPOCH_MS = 1_420_070_400_000;

/** The smallest id that Discord can have given at this time. */
export function snowflakeAt(ms: number): string {
  return String(BigInt(Math.max(0, Math.floor(ms) - EPOCH_MS)) << 22n);
}

/** When Discord gave an id, in milliseconds since 1970; NaN for what is no id of Discord's. */
export function timeOfSnowflake(id: string): number {
  if (!/^\d+$/.test(id)) return Number.NaN;
  return Number(BigInt(id) >> 22n) + EPOCH_MS;
}
