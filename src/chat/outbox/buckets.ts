import { type Bucket, createBucket } from './bucket.ts';

/** A bucket for each of many things that are limited alike, such as channels. */
export interface Buckets {
  of(key: string): Bucket;
}

/**
 * @param most how many are remembered; the one that was not used the longest is full again before it is forgotten
 * @param now milliseconds that only grow
 */
export function createBuckets(
  {
    capacity,
    perSecond,
    most,
  }: { readonly capacity: number; readonly perSecond: number; readonly most: number },
  now: () => number,
): Buckets {
  const known = new Map<string, Bucket>();
  return {
    of(key) {
      const bucket = known.get(key) ?? createBucket(capacity, perSecond, now);
      known.delete(key);
      known.set(key, bucket);
      const [oldest] = known.keys();
      if (known.size > most && oldest !== undefined) known.delete(oldest);
      return bucket;
    },
  };
}
