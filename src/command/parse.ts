import { UserError } from '../base/errors.ts';
import type { Command } from './command.ts';
import { readOptions } from './read-options.ts';
import type { Registry } from './registry.ts';
import { shown } from './shown.ts';
import { fromSpanish } from './spanish.ts';
import { didYouMean, nearest } from './suggest.ts';
import { tokenize, type Word } from './tokenize.ts';

/** A line, understood. */
export interface ParsedLine {
  readonly command: Command;
  /** What the kinds made of the words, by option. */
  readonly typed: Readonly<Record<string, unknown>>;
  /** `--yes` was typed. */
  readonly confirmed: boolean;
}

/** A line that is a command, but not a right one: which, and what is wrong. */
export class ParseError extends Error {
  readonly command: Command | null;
  readonly error: UserError;

  constructor(command: Command | null, error: UserError) {
    super(error.message);
    this.name = 'ParseError';
    this.command = command;
    this.error = error;
  }
}

/**
 * Understands a typed line, from memory alone.
 * @throws ParseError
 */
export function parseLine(line: string, registry: Registry): ParsedLine {
  const spoken = attempt(null, () => tokenize(line));
  const words = attempt(null, () => withoutCall(spoken));
  const onHelp = askedForHelp(spoken, words, registry);
  if (onHelp) return onHelp;
  const { command, length } = findCommand(words, registry);
  return { command, ...attempt(command, () => readOptions(command, words.slice(length))) };
}

const HELP_WORDS = new Set(['--help', '-h', '-?', '?', '--ayuda']);

/** `/vm create --help`, `/vm ?`, or labvm called without a word. */
function askedForHelp(
  spoken: readonly Word[],
  words: readonly Word[],
  registry: Registry,
): ParsedLine | null {
  const command = registry.find(['help']);
  if (!command || spoken.length === 0) return null;
  if (words.length === 0) return { command, typed: {}, confirmed: false };
  const valuesFrom = words.findIndex(({ text, quoted }) => !quoted && text === '--');
  const before = valuesFrom < 0 ? words : words.slice(0, valuesFrom);
  const at = before.findIndex(({ text, quoted }) => !quoted && HELP_WORDS.has(text.toLowerCase()));
  if (at < 0) return null;
  const found = matchCommand(words.slice(0, at), registry);
  const path = found?.command.path ?? words.slice(0, Math.min(at, 2)).map(({ text }) => text.toLowerCase());
  return { command, typed: path.length > 0 ? { command: path } : {}, confirmed: false };
}

/** The command that a line begins with, and how many words name it. Spanish words are understood where no command is meant otherwise. */
export function matchCommand(
  words: readonly Word[],
  registry: Registry,
): { command: Command; length: number } | null {
  const asTyped = words.slice(0, 2).map(({ text }) => text.toLowerCase());
  const inEnglish = asTyped.map(fromSpanish);
  for (const path of [asTyped, inEnglish, inEnglish.map(otherWord)]) {
    for (const length of [2, 1]) {
      const command = path.length >= length ? registry.find(path.slice(0, length)) : null;
      if (command) return { command, length };
    }
  }
  return null;
}

/** Machines are deleted and images are removed, and nobody should have to know. */
function otherWord(word: string): string {
  if (word === 'delete') return 'remove';
  return word === 'remove' ? 'delete' : word;
}

/**
 * The words without what only calls labvm: a slash, `/labvm`, `@labvm`; and a command that was copied with its
 * formatting, as code or in quotation marks, as its words.
 * @throws UserError where such a command has a quotation without an end, or there are several
 */
export function withoutCall(words: readonly Word[]): readonly Word[] {
  const [first, ...rest] = words;
  if (!first) return [];
  if (/^[/@]?labvm:?$/i.test(first.text)) return withoutCall(rest);
  if (first.quoted && first.text.trim().includes(' ')) return withoutCall([...unquoted(first), ...rest]);
  if (!first.text.startsWith('/')) return words;
  const text = first.text.slice(1);
  return text === '' ? rest : [{ ...first, text }, ...rest];
}

/** The words of a quoted command. */
function unquoted({ text, document = text }: Word): readonly Word[] {
  if (document.split('\n').filter((line) => line.trimStart().startsWith('/')).length > 1) {
    throw new UserError(
      'bad-argument',
      {
        en: 'Those are several commands, and labvm takes one at a time.',
        es: 'Son varias órdenes, y labvm acepta una a la vez.',
      },
      { en: 'Send each one by itself.', es: 'Envíe cada una por separado.' },
    );
  }
  return tokenize(document);
}

function findCommand(words: readonly Word[], registry: Registry): { command: Command; length: number } {
  const found = matchCommand(words, registry);
  if (found) return found;
  const [first, second] = words.map(({ text }) => fromSpanish(text.toLowerCase()));
  const quoted = words.find((word) => word.quoted && isCommand(word, registry));
  throw new ParseError(
    null,
    quoted ? amongOtherWords(shown(quoted.text.trim())) : unknownCommand(first, second, registry),
  );
}

/** Whether a quotation begins as a command does, with its slash. */
function isCommand({ text }: Word, registry: Registry): boolean {
  const words = text.trim().split(/\s+/);
  return text.trim().startsWith('/') && matchCommand(withoutSlash(words), registry) !== null;
}

const withoutSlash = ([first = '', ...rest]: readonly string[]): readonly Word[] =>
  [first.slice(1), ...rest].map((text) => ({ text, from: 0, quoted: false }));

/** Somebody may be asking what a command does: it is carried out only where it is all that they say. */
function amongOtherWords(line: string): UserError {
  return new UserError(
    'unknown-command',
    {
      en: `«${line}» stands among other words, and was not carried out.`,
      es: `«${line}» va entre otras palabras, y no se ha ejecutado.`,
    },
    { en: 'To carry it out, send it alone.', es: 'Para ejecutarla, envíela sola.' },
  );
}

function unknownCommand(
  first: string | undefined,
  second: string | undefined,
  registry: Registry,
): UserError {
  const see = { en: 'See what can be said: /help', es: 'Vea qué se puede decir: /help' };
  if (first === undefined || first === '') {
    return new UserError('unknown-command', { en: 'Nothing was said.', es: 'No se ha dicho nada.' }, see);
  }
  const below = registry.under(first).map(({ path }) => path[1] ?? '');
  if (below.length > 0) return unknownSecond(first, second, below);
  const wholes = registry.commands.map(({ path }) => path.join(' '));
  const near = nearest(first, [...registry.firstWords]);
  const hints = near.length > 0 && second !== undefined ? nearest(`${near[0]} ${second}`, wholes) : near;
  const verbs = registry.commands.filter(({ path }) => path[1] === first).map(({ path }) => path.join(' '));
  const suggestions = [...verbs, ...hints].slice(0, 3).map((words) => `/${words}`);
  return new UserError(
    'unknown-command',
    { en: `There is no command /${shown(first)}.`, es: `No hay ningún comando /${shown(first)}.` },
    didYouMean(suggestions) ?? see,
  );
}

function unknownSecond(first: string, second: string | undefined, below: readonly string[]): UserError {
  const all = below.map((word) => `/${first} ${word}`).join(', ');
  const listed = { en: `There are: ${all}`, es: `Hay: ${all}` };
  if (second === undefined) {
    return new UserError(
      'unknown-command',
      { en: `/${first} needs a second word.`, es: `A /${first} le falta una segunda palabra.` },
      listed,
    );
  }
  return new UserError(
    'unknown-command',
    {
      en: `There is no command /${first} ${shown(second)}.`,
      es: `No hay ningún comando /${first} ${shown(second)}.`,
    },
    didYouMean(nearest(second, below).map((word) => `/${first} ${word}`)) ?? listed,
  );
}

function attempt<T>(command: Command | null, body: () => T): T {
  try {
    return body();
  } catch (error) {
    if (error instanceof UserError) throw new ParseError(command, error);
    throw error;
  }
}
