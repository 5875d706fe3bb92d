import { expect, it } from 'vitest';
import { createPauses } from '../../../src/base/pauses.ts';

it('grows up to its longest, and begins anew after a success', () => {
  const pauses = createPauses({ firstMs: 100, longestMs: 300, factor: 2 });
  expect([pauses.next(), pauses.next(), pauses.next(), pauses.next()]).toEqual([100, 200, 300, 300]);
  pauses.reset();
  expect(pauses.next()).toBe(100);
});
