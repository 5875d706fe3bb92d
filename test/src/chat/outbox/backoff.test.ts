import fc from 'fast-check';
import { expect, it } from 'vitest';
import { backoffMs } from '../../../../src/chat/outbox/backoff.ts';

it('is twice as long each time, up to a minute, half of it left to chance', () => {
  const of = (random: number) => [1, 2, 3, 7, 50].map((failures) => backoffMs(failures, () => random));
  expect(of(1)).toEqual([1000, 2000, 4000, 60_000, 60_000]);
  expect(of(0)).toEqual([500, 1000, 2000, 30_000, 30_000]);
});

it('is never longer than a minute, nor shorter than half a second', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 1_000_000 }), (failures) => {
      const ms = backoffMs(failures);
      return ms >= 500 && ms <= 60_000;
    }),
  );
});
