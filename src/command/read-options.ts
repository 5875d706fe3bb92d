import { UserError } from '../errors.ts';
import type { Text } from '../text.ts';
import type { Command } from './command.ts';
import type { Option } from './option.ts';
import { didYouMean, nearest } from './suggest.ts';
import type { Word } from './tokenize.ts';
import { usageOf } from './usage.ts';

type Typed = Record<string, unknown>;

/**
 * Makes values of the words after a command: positional ones in their order, `--flag value`, `--flag=value`.
 * @throws UserError naming the option, the value received, and what would be right
 */
export function readOptions(
  command: Command,
  words: readonly Word[],
): { typed: Readonly<Typed>; confirmed: boolean } {
  const typed: Typed = {};
  const positionals = Object.entries(command.options).filter(([, option]) => option.positional);
  let confirmed = false;
  let onlyValues = false;
  const queue = [...words];
  for (let word = queue.shift(); word !== undefined; word = queue.shift()) {
    if (!onlyValues && !word.quoted && word.text === '--') {
      onlyValues = true;
    } else if (!onlyValues && isFlag(word)) {
      if (readFlag(command, word, queue, typed)) confirmed = true;
    } else {
      readPositional(command, positionals, word, queue, typed);
    }
  }
  for (const [name, option] of positionals)
    if (option.required && !(name in typed)) throw missing(command, name, option);
  return { typed, confirmed };
}

function isFlag({ text, quoted }: Word): boolean {
  return /^--?\p{L}/u.test(text) && (!quoted || text.includes('='));
}

/** @returns true for `--yes`, which belongs to every command */
function readFlag(command: Command, word: Word, queue: Word[], typed: Typed): boolean {
  const [, written = '', value] = /^--?([^=]*)(?:=([\s\S]*))?$/u.exec(word.text) ?? [];
  const name = written.toLowerCase();
  if (name === 'yes' || name === 'y' || name === 'sí' || name === 'si') return true;
  const option = Object.hasOwn(command.options, name) ? command.options[name] : undefined;
  if (!option || option.positional) throw unknownFlag(command, written);
  if (name in typed) throw twice(name);
  if (option.kind.type === 'boolean') {
    typed[name] = parsed(name, option, value ?? '', true);
    return false;
  }
  const given = value ?? takeValue(queue);
  if (given === undefined || given === '') throw withoutValue(command, name, option);
  typed[name] = parsed(name, option, given, true);
  return false;
}

/** The next word, if it is a value and no other flag. */
function takeValue(queue: Word[]): string | undefined {
  const next = queue[0];
  return next && !isFlag(next) ? queue.shift()?.text : undefined;
}

function readPositional(
  command: Command,
  positionals: readonly [string, Option<unknown>][],
  word: Word,
  queue: Word[],
  typed: Typed,
): void {
  const next = positionals.find(([name]) => !(name in typed));
  if (!next) throw tooMany(command, word.text);
  const [name, option] = next;
  const text = option.kind.takesRest
    ? [word, ...queue.splice(0)].map((one) => one.text).join(' ')
    : word.text;
  typed[name] = parsed(name, option, text, false);
}

function parsed(name: string, option: Option<unknown>, text: string, flag: boolean): unknown {
  const result = option.kind.parse(text);
  if (result.ok) return result.value;
  const label = flag ? `--${name}` : `<${name}>`;
  const received = `«${text.length > 40 ? `${text.slice(0, 40)}…` : text}»`;
  const example: Text = {
    en: `For example: ${option.kind.example}`,
    es: `Por ejemplo: ${option.kind.example}`,
  };
  throw new UserError(
    'bad-argument',
    { en: `${label}: ${received} ${result.problem.en}.`, es: `${label}: ${received} ${result.problem.es}.` },
    result.hint ?? (option.kind.example === '' ? undefined : example),
  );
}

function missing(command: Command, name: string, option: Option<unknown>): UserError {
  return new UserError(
    'missing-argument',
    {
      en: `/${command.path.join(' ')} needs <${name}>: ${lowerFirst(option.summary.en)}.`,
      es: `A /${command.path.join(' ')} le falta <${name}>: ${lowerFirst(option.summary.es)}.`,
    },
    { en: `For example: ${command.examples[0]}`, es: `Por ejemplo: ${command.examples[0]}` },
  );
}

function lowerFirst(text: string): string {
  // An abbreviation such as CPU keeps its capitals.
  return /^\p{Lu}\p{Lu}/u.test(text) ? text : text.charAt(0).toLowerCase() + text.slice(1);
}

function unknownFlag(command: Command, name: string): UserError {
  const flags = Object.entries(command.options).flatMap(([flag, option]) =>
    option.positional ? [] : [flag],
  );
  const short = name.length > 40 ? `${name.slice(0, 40)}…` : name;
  return new UserError(
    'bad-argument',
    {
      en: `/${command.path.join(' ')} has no option --${short}.`,
      es: `/${command.path.join(' ')} no tiene la opción --${short}.`,
    },
    didYouMean(nearest(name, [...flags, 'yes', 'help']).map((flag) => `--${flag}`)) ?? usage(command),
  );
}

function twice(name: string): UserError {
  return new UserError(
    'bad-argument',
    { en: `--${name} is given twice.`, es: `--${name} aparece dos veces.` },
    { en: 'Give it once.', es: 'Indíquela una sola vez.' },
  );
}

function withoutValue(command: Command, name: string, { kind }: Option<unknown>): UserError {
  return new UserError(
    'missing-argument',
    { en: `--${name} needs a value.`, es: `A --${name} le falta un valor.` },
    {
      en: `For example: /${command.path.join(' ')} … --${name} ${kind.example}`,
      es: `Por ejemplo: /${command.path.join(' ')} … --${name} ${kind.example}`,
    },
  );
}

function tooMany(command: Command, text: string): UserError {
  const short = text.length > 40 ? `${text.slice(0, 40)}…` : text;
  return new UserError(
    'bad-argument',
    { en: `«${short}» is one word too many.`, es: `«${short}» está de más.` },
    usage(command),
  );
}

function usage(command: Command): Text {
  return { en: `It is typed so: ${usageOf(command)}`, es: `Se escribe así: ${usageOf(command)}` };
}
