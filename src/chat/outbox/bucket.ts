/** Lets a number of things through at once and refills evenly, as Slack's own limits do. */
export interface Bucket {
  /** How long until there are so many tokens, in milliseconds; 0 where there are now. */
  waitMs(tokens: number): number;
  /** Takes one. */
  take(): void;
  /** Gives nothing for this long, and begins empty after it: what Slack asks for with `Retry-After`. */
  pause(forMs: number): void;
}

/** @param now milliseconds that only grow */
export function createBucket(capacity: number, perSecond: number, now: () => number): Bucket {
  let tokens = capacity;
  let at = now();

  function refill(): void {
    const passedMs = now() - at;
    if (passedMs <= 0) return;
    tokens = Math.min(capacity, tokens + (passedMs / 1000) * perSecond);
    at = now();
  }

  return {
    waitMs(wanted) {
      refill();
      const pausedMs = Math.max(0, at - now());
      const missing = Math.max(0, wanted - tokens);
      return pausedMs + Math.ceil((missing / perSecond) * 1000);
    },
    take() {
      refill();
      tokens -= 1;
    },
    pause(forMs) {
      refill();
      tokens = Math.min(tokens, 0);
      at = Math.max(at, now() + forMs);
    },
  };
}
