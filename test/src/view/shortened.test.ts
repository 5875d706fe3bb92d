import { expect, it } from 'vitest';
import { shortened } from '../../../src/view/shortened.ts';

it.each([
  ['short', 5, 'short'],
  ['one two three', 9, 'one two…'],
  ['onlyoneword', 5, 'only…'],
  ['a 2345678', 8, 'a 23456…'],
  ['ab😀cd', 4, 'ab…'],
  ['ab', 1, '…'],
])('%j in %i characters is %j', (text, most, said) => {
  expect(shortened(text, most)).toBe(said);
  expect(shortened(text, most).isWellFormed()).toBe(true);
});
