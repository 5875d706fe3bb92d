import type { Command } from '../../../src/command/command.ts';

/** What a word must not begin with to be read as it is: flags, and what phones make of them. */
const PLAIN_WORD = /^[\p{L}\p{N}][\p{L}\p{N}._:/@-]*$/u;

/**
 * The command line that says what a form says: values in their places, flags after them. Empty values are left out.
 * A value is quoted, so that it is read back as it was typed; a quotation mark in it cannot be, and stands for itself
 * where no other mark would do.
 */
export function lineOf(command: Command, values: Readonly<Record<string, string>>): string {
  const words = [`/${command.path.join(' ')}`];
  for (const [name, { positional, kind }] of Object.entries(command.options)) {
    const value = values[name]?.trim() ?? '';
    if (value === '') continue;
    if (kind.type === 'boolean') words.push(`--${name}`);
    else words.push(positional ? quoted(value) : `--${name}=${quoted(value)}`);
  }
  return words.join(' ');
}

function quoted(value: string): string {
  if (PLAIN_WORD.test(value)) return value;
  const [open, close] = QUOTES.find(([, end]) => !value.includes(end)) ?? ['"', '"'];
  return `${open}${value.replaceAll(close, ' ')}${close}`;
}

/** Marks that end where they say: those of `src/command/tokenize.ts`. */
const QUOTES: readonly (readonly [string, string])[] = [
  ['"', '"'],
  ["'", "'"],
  ['«', '»'],
];
