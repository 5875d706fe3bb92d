import type { Command } from './command.ts';
import { flag } from './kind/flag.ts';
import { named, type Option, optionNamed } from './option.ts';
import type { Word } from './tokenize.ts';
import { badValue, missing, tooMany, twice, unknownFlag, withoutValue } from './wrong-option.ts';

/** The values that are read so far, by option. */
interface Reading {
  /** What the kinds made of the words. */
  readonly typed: Record<string, unknown>;
  /** The words themselves; `yes` or `no` for a flag. */
  readonly given: Record<string, string>;
}

/** What stands behind a command's words. */
export interface OptionsRead {
  readonly typed: Readonly<Record<string, unknown>>;
  readonly given: Readonly<Record<string, string>>;
  /** `--yes` was typed. */
  readonly confirmed: boolean;
  /** The one required option that was not said, of a kind that knows where there is nothing to choose. */
  readonly lacks?: string;
}

/** What every command understands; `--yes=no` takes it back. */
const YES = named(flag(), {
  en: 'Answer yes to any question in advance',
  es: 'Responder que sí de antemano',
});
const YES_WORDS = new Set(['yes', 'y', 'sí', 'si']);

/**
 * Makes values of the words after a command: positional ones in their order, `--flag value`, `--flag=value`.
 * @throws UserError naming the option, the value received, and what would be right
 */
export function readOptions(command: Command, words: readonly Word[]): OptionsRead {
  const reading: Reading = { typed: {}, given: {} };
  const positionals = Object.entries(command.options).filter(([, option]) => option.positional);
  let confirmed = false;
  let onlyValues = false;
  const queue = [...words];
  for (let word = queue.shift(); word !== undefined; word = queue.shift()) {
    if (!onlyValues && !word.quoted && word.text === '--') {
      onlyValues = true;
    } else if (!onlyValues && isFlag(word)) {
      confirmed = readFlag(command, word, queue, reading) ?? confirmed;
    } else {
      readPositional(command, positionals, word, queue, reading);
    }
  }
  const absent = positionals.filter(
    ([name, { required }]) => required && !Object.hasOwn(reading.given, name),
  );
  const [first, ...others] = absent;
  if (!first) return { ...reading, confirmed };
  const [name, option] = first;
  // Who answers beforehand has to say to what.
  if (others.length > 0 || !option.kind.only || confirmed) throw missing(command, name, option);
  return { ...reading, confirmed, lacks: name };
}

/** A flag's name, and its value where one is tied to it. */
const FLAG = /^--?([^=]*)(?:=([\s\S]*))?$/u;

function isFlag({ text, quoted }: Word): boolean {
  return !quoted && /^--?\p{L}/u.test(text);
}

/** @returns what `--yes` says where the flag is that one, which belongs to every command */
function readFlag(command: Command, word: Word, queue: Word[], reading: Reading): boolean | undefined {
  const [, written = '', value] = FLAG.exec(word.text) ?? [];
  const typed = written.normalize('NFC').toLowerCase();
  if (YES_WORDS.has(typed)) return parsed('yes', YES, value ?? '') === true;
  const found = optionNamed(command.options, typed);
  if (!found || found.option.positional) throw unknownFlag(command, written);
  const { name, option } = found;
  if (Object.hasOwn(reading.given, name)) throw twice(name);
  if (option.kind.type === 'boolean') {
    reading.typed[name] = parsed(name, option, value ?? '');
    reading.given[name] = reading.typed[name] === true ? 'yes' : 'no';
    return undefined;
  }
  const given = option.kind.takesLines
    ? (FLAG.exec(word.document ?? word.text)?.[2] ?? takeValue(queue, true))
    : (value ?? takeValue(queue));
  if (given === undefined || given === '') throw withoutValue(command, name, option);
  reading.typed[name] = parsed(name, option, given);
  reading.given[name] = given;
  return undefined;
}

/** The next word, if it is a value and no other flag. */
function takeValue(queue: Word[], withLines = false): string | undefined {
  const next = queue[0];
  if (!next || isFlag(next)) return undefined;
  queue.shift();
  return withLines ? (next.document ?? next.text) : next.text;
}

function readPositional(
  command: Command,
  positionals: readonly [string, Option<unknown>][],
  word: Word,
  queue: Word[],
  { typed, given }: Reading,
): void {
  const next = positionals.find(([name]) => !Object.hasOwn(given, name));
  if (!next) throw tooMany(command, word.text);
  const [name, option] = next;
  const text = option.kind.takesRest
    ? [word, ...queue.splice(0)].map((one) => one.text).join(' ')
    : word.text;
  typed[name] = parsed(name, option, text);
  given[name] = text;
}

/** @throws UserError in the words of the option's kind */
function parsed(name: string, option: Option<unknown>, text: string): unknown {
  const result = option.kind.parse(text);
  if (result.ok) return result.value;
  throw badValue(name, text, option, result);
}
