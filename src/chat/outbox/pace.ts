import { createBucket } from './bucket.ts';
import { createBuckets } from './buckets.ts';
import type { Turn } from './entry.ts';

/** One of a chat's limits: so many at once, and so many a second after that. */
export interface Limit {
  /** What is counted: by channel, by message, or all together. Limits `all` of the same name are one. */
  readonly per: 'channel' | 'message' | { readonly all: string };
  readonly capacity: number;
  readonly perSecond: number;
  /** So many are left to final states. */
  readonly keptForFinal?: number;
}

/** How fast a chat may be written to: what limits each way. What a chat asks to pause is the first of them. */
export type PaceTable = Readonly<Record<Turn['way'], readonly Limit[]>>;

/** What a step uses. */
export type Use = Pick<Turn, 'way' | 'id' | 'channel'>;

/** How fast a chat may be written to. */
export interface Pace {
  /** How long until this step may be taken, in milliseconds. */
  waitMs(turn: Use & Pick<Turn, 'isFinal'>): number;
  /** A step goes out now. */
  begins(use: Use): void;
  /** The chat asked for a pause. */
  pause(use: Use, forMs: number): void;
}

/** How many channels and messages are remembered; the oldest is full again long before. */
const MOST = 2000;

/** @param now milliseconds that only grow */
export function createPace(table: PaceTable, now: () => number): Pace {
  const shared = new Map<string, ReturnType<typeof createBucket>>();

  function limitOf({ per, capacity, perSecond, keptForFinal = 0 }: Limit) {
    if (typeof per === 'object') {
      const bucket = shared.get(per.all) ?? createBucket(capacity, perSecond, now);
      shared.set(per.all, bucket);
      return { of: () => bucket, keptForFinal };
    }
    const buckets = createBuckets({ capacity, perSecond, most: MOST }, now);
    return { of: ({ channel, id }: Use) => buckets.of(per === 'channel' ? channel : id), keptForFinal };
  }

  const limits = {
    post: table.post.map(limitOf),
    edit: table.edit.map(limitOf),
    answer: table.answer.map(limitOf),
  };

  return {
    waitMs: (turn) =>
      Math.max(
        0,
        ...limits[turn.way].map(({ of, keptForFinal }) =>
          of(turn).waitMs(turn.isFinal ? 1 : 1 + keptForFinal),
        ),
      ),
    begins(use) {
      for (const { of } of limits[use.way]) of(use).take();
    },
    pause: (use, forMs) => limits[use.way][0]?.of(use).pause(forMs),
  };
}
