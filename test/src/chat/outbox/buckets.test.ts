import { describe, expect, it } from 'vitest';
import { createBucket } from '../../../../src/chat/outbox/bucket.ts';
import { createBuckets } from '../../../../src/chat/outbox/buckets.ts';

describe('a bucket', () => {
  it('lets so many through at once, and refills evenly', () => {
    let now = 0;
    const bucket = createBucket(2, 0.5, () => now);
    bucket.take();
    bucket.take();
    expect([bucket.waitMs(1), bucket.waitMs(2)]).toEqual([2000, 4000]);
    now = 1000;
    expect(bucket.waitMs(1)).toBe(1000);
    now = 2000;
    expect(bucket.waitMs(1)).toBe(0);
  });

  it('may be overdrawn, and then takes longer', () => {
    const bucket = createBucket(1, 1, () => 0);
    for (let n = 0; n < 3; n += 1) bucket.take();
    expect(bucket.waitMs(1)).toBe(3000);
  });

  it('gives nothing while it pauses, and begins empty', () => {
    let now = 0;
    const bucket = createBucket(3, 1, () => now);
    bucket.pause(10_000);
    expect(bucket.waitMs(1)).toBe(11_000);
    bucket.pause(2000);
    expect(bucket.waitMs(1)).toBe(11_000);
    now = 10_000;
    expect(bucket.waitMs(1)).toBe(1000);
    now = 11_000;
    expect(bucket.waitMs(1)).toBe(0);
  });

  it('never holds more than it can', () => {
    let now = 0;
    const bucket = createBucket(2, 1, () => now);
    now = 1_000_000;
    expect(bucket.waitMs(2)).toBe(0);
    expect(bucket.waitMs(3)).toBe(1000);
  });
});

describe('buckets of many things', () => {
  it('are one for each', () => {
    const buckets = createBuckets({ capacity: 1, perSecond: 1, most: 9 }, () => 0);
    buckets.of('C1').take();
    expect([buckets.of('C1').waitMs(1), buckets.of('C2').waitMs(1)]).toEqual([1000, 0]);
  });

  it('are no more than they may be: the one that was not used the longest is forgotten', () => {
    const buckets = createBuckets({ capacity: 1, perSecond: 1, most: 2 }, () => 0);
    for (const key of ['C1', 'C2', 'C1', 'C3']) buckets.of(key).take();
    expect(buckets.of('C1').waitMs(1)).toBe(2000);
    expect(buckets.of('C2').waitMs(1)).toBe(0);
  });
});
