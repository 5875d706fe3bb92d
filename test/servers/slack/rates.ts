import type { Time } from '../time.ts';
import { RATES } from './limits.ts';

/** How fast an app may write. Each says for how many seconds it must wait; 0: it may, and it counts. */
export interface Rates {
  post(channel: string): number;
  edit(): number;
}

export function createRates(time: Time): Rates {
  const buckets = new Map<string, { tokens: number; atMs: number }>();
  let edits: number[] = [];
  return {
    post(channel) {
      const nowMs = time.now();
      const bucket = buckets.get(channel) ?? { tokens: RATES.postBurst, atMs: nowMs };
      const tokens = Math.min(
        RATES.postBurst,
        bucket.tokens + ((nowMs - bucket.atMs) / 1000) * RATES.postsPerSecond,
      );
      const isAllowed = tokens >= 1;
      buckets.set(channel, { tokens: isAllowed ? tokens - 1 : tokens, atMs: nowMs });
      return isAllowed ? 0 : 1;
    },
    edit() {
      const nowMs = time.now();
      edits = edits.filter((atMs) => nowMs - atMs < 60_000);
      const [oldest] = edits;
      if (oldest !== undefined && edits.length >= RATES.editsPerMinute)
        return Math.ceil((oldest + 60_000 - nowMs) / 1000);
      edits.push(nowMs);
      return 0;
    },
  };
}
