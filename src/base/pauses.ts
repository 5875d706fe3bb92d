/** How pauses between tries grow. */
export interface Growth {
  readonly firstMs: number;
  readonly longestMs: number;
  /** By how much each is longer than the one before. */
  readonly factor: number;
}

/** The pauses between tries of one thing. */
export interface Pauses {
  /** How long to wait before the next try, in milliseconds; longer each time. */
  next(): number;
  /** There was a success: the next pause is the first again. */
  reset(): void;
}

export function createPauses({ firstMs, longestMs, factor }: Growth): Pauses {
  let ms = firstMs;
  return {
    next() {
      const now = ms;
      ms = Math.min(ms * factor, longestMs);
      return now;
    },
    reset() {
      ms = firstMs;
    },
  };
}
