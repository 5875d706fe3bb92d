import { expect, it } from 'vitest';
import { newId, timeOf } from './ids.ts';

it('an id tells its own time, also of something that was done before what came last', () => {
  const [now, earlier] = [newId(1_700_000_003_300), newId(1_700_000_000_000)];
  expect([timeOf(now), timeOf(earlier)]).toEqual([1_700_000_003_300, 1_700_000_000_000]);
});

it('ids of one moment are in order, and never the same', () => {
  const ids = Array.from({ length: 1000 }, () => BigInt(newId(1_700_000_000_000)));
  expect(new Set(ids).size).toBe(1000);
  expect(ids.toSorted((one, other) => Number(one - other))).toEqual(ids);
});
