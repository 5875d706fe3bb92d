import { asCodeBlock } from '../base/code.ts';
import type { OptionKind } from './option.ts';

/** A value of an option as chats know it, or as it was typed. A flag is also `yes` or `no`. */
export type Value = string | number | boolean;

/** A word that is read as it stands: it opens no quotation and begins no flag. */
const PLAIN_WORD = /^[\p{L}\p{N}…][\p{L}\p{N}._:/@…?=&%+,~#-]*$/u;

/** Marks that begin and end a quotation: those of `tokenize.ts`, the plainest first. */
const QUOTES = [
  { open: '"', close: '"', ends: /"/ },
  { open: "'", close: "'", ends: /'/ },
  { open: '«', close: '»', ends: /»/ },
  { open: '‘', close: '’', ends: /[‘’]/ },
] as const;

/** A value of an option as it is typed in a line. */
export function written({ takesRest }: Pick<OptionKind<unknown>, 'takesRest'>, value: Value): string {
  return takesRest ? unquotedWords(value) : quoted(value);
}

/** A value in marks that do not stand in it; where it holds them all, as a block of code. */
export function quoted(value: Value): string {
  const text = String(value);
  if (PLAIN_WORD.test(text)) return text;
  const marks = QUOTES.find(({ ends }) => !ends.test(text));
  return marks ? `${marks.open}${text}${marks.close}` : asCodeBlock(text);
}

/** Several words of the rest of a line stand as they would be typed, where that says the same. */
function unquotedWords(value: Value): string {
  const text = String(value);
  return text.split(' ').every((word) => PLAIN_WORD.test(word)) ? text : quoted(value);
}
