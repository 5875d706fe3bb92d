import { expect, it } from 'vitest';
import { withoutOverlap } from '../../../../src/console/serial/overlap.ts';

it.each([
  ['abc', '', 'abc'],
  ['', 'abc', ''],
  ['abc', 'cde', 'ab'],
  ['abcabc', 'abcd', 'abc'],
  ['abc', 'xyz', 'abc'],
  ['abc', 'abc', ''],
  ['xaab', 'aabaab', 'x'],
])('%j and then %j: %j', (logged, begun, expected) => {
  expect(Buffer.from(withoutOverlap(Buffer.from(logged), Buffer.from(begun))).toString()).toBe(expected);
});
