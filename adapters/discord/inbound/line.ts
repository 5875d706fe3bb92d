import type { Command } from '../../../src/command/command.ts';
import { missing } from '../../../src/command/wrong-option.ts';
import { UserError } from '../../../src/errors.ts';

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
 * @throws UserError where a value holds every kind of quotation mark, or stands behind one that was left out
 */
export function lineOf(command: Command, values: Readonly<Record<string, Value>>): string {
  const has = (name: string) => Object.hasOwn(values, name);
  const declared = Object.entries(command.options);
  const places = declared.filter(([, { positional }]) => positional);
  mustHaveNoGap(command, values);
  const placed = places.flatMap(([name, { kind }]) =>
    has(name) && !kind.takesRest ? [quoted(`<${name}>`, name, values[name])] : [],
  );
  const unknown = Object.keys(values).filter((name) => !Object.hasOwn(command.options, name));
  const flags = [...declared.flatMap(([name, { positional }]) => (positional ? [] : [name])), ...unknown]
    .filter(has)
    .flatMap((name) => flag(name, values[name], command.options[name]?.kind.type === 'boolean'));
  const rest = places.flatMap(([name, { kind }]) =>
    has(name) && kind.takesRest ? [unquotedWords(name, values[name])] : [],
  );
  return [`/${command.path.join(' ')}`, ...placed, ...flags, ...rest].join(' ');
}

function flag(name: string, value: Value | undefined, isBoolean: boolean): readonly string[] {
  if (isBoolean || typeof value === 'boolean') return value === true || value === 'yes' ? [`--${name}`] : [];
  return [`--${name} ${quoted(`--${name}`, name, value)}`];
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
function unquotedWords(name: string, value: Value | undefined): string {
  const text = String(value);
  return text.split(' ').every((word) => PLAIN_WORD.test(word)) ? text : quoted(`<${name}>`, name, value);
}

function quoted(label: string, name: string, value: Value | undefined): string {
  const text = String(value);
  if (PLAIN_WORD.test(text)) return text;
  const marks = QUOTES.find(({ ends }) => !ends.test(text));
  if (!marks) throw everyMark(label, name);
  return `${marks.open}${text}${marks.close}`;
}

function everyMark(label: string, name: string): UserError {
  const marks = QUOTES.map(({ close }) => close).join(' ');
  return new UserError(
    'bad-argument',
    {
      en: `${label}: the value holds every mark that could end a quotation: ${marks}`,
      es: `${label}: el valor contiene todas las marcas que podrían cerrar unas comillas: ${marks}`,
    },
    { en: 'Write it without one of them.', es: 'Escríbalo sin alguna de ellas.' },
    { option: name },
  );
}
