import { asCodeBlock, withoutCode } from '../../../src/base/code.ts';
import type { Command } from '../../../src/command/command.ts';

/** What a word must not begin with to be read as it is: flags, and what phones make of them. */
const PLAIN_WORD = /^[\p{L}\p{N}][\p{L}\p{N}._:/@-]*$/u;

/**
 * The command line that says what a form says: values in their places, flags after them. Empty values are left out.
 * A value is quoted, so that it is read back as it was typed; one that was pasted as code is its text.
 */
export function lineOf(command: Command, values: Readonly<Record<string, string>>): string {
  const words = [`/${command.path.join(' ')}`];
  for (const [name, { positional, kind }] of Object.entries(command.options)) {
    const typed = values[name]?.trim() ?? '';
    const value = kind.takesLines || kind.takesRest ? typed : withoutCode(typed);
    if (value === '') continue;
    if (kind.type === 'boolean') words.push(`--${name}`);
    else words.push(positional ? quoted(value) : `--${name}=${quoted(value)}`);
  }
  return words.join(' ');
}

function quoted(value: string): string {
  if (PLAIN_WORD.test(value)) return value;
  const marks = QUOTES.find(([, end]) => !value.includes(end));
  return marks ? `${marks[0]}${value}${marks[1]}` : asCodeBlock(value);
}

/** Marks that end where they say: those of `src/command/tokenize.ts`. */
const QUOTES: readonly (readonly [string, string])[] = [
  ['"', '"'],
  ["'", "'"],
  ['«', '»'],
];
