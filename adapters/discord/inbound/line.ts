import { asCodeBlock, withoutCode } from '../../../src/base/code.ts';
import type { Command } from '../../../src/command/command.ts';
import { missing } from '../../../src/command/wrong-option.ts';

/** What Discord sends for an option, or a form for a field. A boolean is also `yes`. */
export type Value = string | number | boolean;

/** A word that is read as it stands: it opens no quotation and begins no flag. */
const PLAIN_WORD = /^[\p{L}\p{N}][\p{L}\p{N}._:/@-]*$/u;

/** Marks that begin and end a quotation: those of `src/command/tokenize.ts`, the plainest first. */
const QUOTES = [
  { open: '"', close: '"', ends: /"/ },
  { open: "'", close: "'", ends: /'/ },
  { open: '«', close: '»', ends: /»/ },
  { open: '‘', close: '’', ends: /[‘’]/ },
] as const;

/**
 * The command line that says what these values say, so that it is read back as they are: values in their places,
 * flags after them, and last of all what takes the rest of the line. Names that the command does not know are typed
 * as flags, and the line is refused for them.
 * @throws UserError where a value stands behind one that was left out
 */
export function lineOf(command: Command, values: Readonly<Record<string, Value>>): string {
  const has = (name: string) => Object.hasOwn(values, name);
  const declared = Object.entries(command.options);
  const places = declared.filter(([, { positional }]) => positional);
  mustHaveNoGap(command, values);
  const placed = places.flatMap(([name, { kind }]) =>
    has(name) && !kind.takesRest ? [quoted(unformatted(values[name]))] : [],
  );
  const unknown = Object.keys(values).filter((name) => !Object.hasOwn(command.options, name));
  const flags = [...declared.flatMap(([name, { positional }]) => (positional ? [] : [name])), ...unknown]
    .filter(has)
    .flatMap((name) => flag(name, values[name], command.options[name]?.kind));
  const rest = places.flatMap(([name, { kind }]) =>
    has(name) && kind.takesRest ? [unquotedWords(values[name])] : [],
  );
  return [`/${command.path.join(' ')}`, ...placed, ...flags, ...rest].join(' ');
}

function flag(
  name: string,
  value: Value | undefined,
  { type, takesLines }: Partial<Command['options'][string]['kind']> = {},
): readonly string[] {
  if (type === 'boolean' || typeof value === 'boolean')
    return value === true || value === 'yes' ? [`--${name}`] : [];
  return [`--${name} ${quoted(takesLines ? value : unformatted(value))}`];
}

/** A value in a later place would be read as that of the place left empty. */
function mustHaveNoGap(command: Command, values: Readonly<Record<string, Value>>): void {
  const places = Object.entries(command.options).filter(([, { positional }]) => positional);
  const empty = places.findIndex(([name]) => !Object.hasOwn(values, name));
  const [name = '', option] = places[empty] ?? [];
  if (option && places.slice(empty).some(([later]) => Object.hasOwn(values, later)))
    throw missing(command, name, option);
}

/** Several words of the rest of a line stand as they would be typed, where that says the same. */
function unquotedWords(value: Value | undefined): string {
  const text = String(value);
  return text.split(' ').every((word) => PLAIN_WORD.test(word)) ? text : quoted(value);
}

/** A value that was pasted as code is its text; what takes a whole text is left as it is. */
function unformatted(value: Value | undefined): string {
  return withoutCode(String(value));
}

/** A value in marks that do not stand in it; where it holds them all, as a block of code. */
function quoted(value: Value | undefined): string {
  const text = String(value);
  if (PLAIN_WORD.test(text)) return text;
  const marks = QUOTES.find(({ ends }) => !ends.test(text));
  return marks ? `${marks.open}${text}${marks.close}` : asCodeBlock(text);
}
