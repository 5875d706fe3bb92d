import { expect, test } from 'vitest';
import { ageOf } from '../../../src/base/age.ts';

test.for([
  [-5000, '0 s'],
  [0, '0 s'],
  [59_999, '59 s'],
  [60_000, '1 min'],
  [3_599_000, '59 min'],
  [3_600_000, '1 h'],
  [7_500_000, '2 h 5 min'],
  [86_400_000, '1 d'],
  [300_000_000, '3 d'],
] as const)('%d ms are %s', ([ms, text]) => {
  expect(ageOf(ms)).toBe(text);
});
