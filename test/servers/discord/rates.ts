import type { Time } from '../time.ts';

/** What a bucket has left, as Discord says it in the headers of every answer. */
export interface Allowance {
  readonly isAllowed: boolean;
  readonly limit: number;
  readonly remaining: number;
  readonly resetAfterS: number;
  readonly isGlobal: boolean;
}

/** So many requests in so many milliseconds, as bots have seen them (Discord tells them only in its answers). */
const BUCKETS: Readonly<Record<string, { readonly limit: number; readonly windowMs: number }>> = {
  'POST /channels/:id/messages': { limit: 5, windowMs: 5000 },
  'PATCH /channels/:id/messages/:id': { limit: 5, windowMs: 5000 },
  'PATCH /webhooks/:id/:token/messages/:id': { limit: 5, windowMs: 2000 },
  'POST /webhooks/:id/:token': { limit: 5, windowMs: 2000 },
};
const GLOBAL = { limit: 50, windowMs: 1000 };

export interface Rates {
  /** @param major what the bucket is counted for: a channel, or an interaction */
  take(route: string, major: string): Allowance;
}

export function createRates(time: Time): Rates {
  const windows = new Map<string, { startMs: number; used: number }>();

  function use(key: string, { limit, windowMs }: { limit: number; windowMs: number }) {
    const nowMs = time.now();
    const known = windows.get(key);
    const window = known && nowMs - known.startMs < windowMs ? known : { startMs: nowMs, used: 0 };
    windows.set(key, window);
    const isAllowed = window.used < limit;
    if (isAllowed) window.used += 1;
    const resetAfterS = (window.startMs + windowMs - nowMs) / 1000;
    return { isAllowed, limit, remaining: Math.max(0, limit - window.used), resetAfterS };
  }

  return {
    take(route, major) {
      const isOutside = route.includes('/webhooks/') || route.includes('/interactions/');
      const whole = isOutside ? null : use('global', GLOBAL);
      if (whole && !whole.isAllowed) return { ...whole, isGlobal: true };
      const bucket = BUCKETS[route];
      if (!bucket) return { isAllowed: true, limit: 100, remaining: 99, resetAfterS: 1, isGlobal: false };
      return { ...use(`${route} ${major}`, bucket), isGlobal: false };
    },
  };
}
