import { UserError } from '../base/errors.ts';
import type { Text } from '../base/text.ts';
import type { Command } from './command.ts';
import { type OptionsRead, readOptions } from './read-options.ts';
import type { Registry, Way } from './registry.ts';
import { shown } from './shown.ts';
import { didYouMean, nearest } from './suggest.ts';
import { tokenize, type Word } from './tokenize.ts';

/** A line, understood. */
export interface ParsedLine extends OptionsRead {
  readonly command: Command;
  /** Help was asked for in the middle of a line, and the words around it were not read. */
  readonly isCut?: true;
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

/** `/vm create --help`, `/vm ?`, a group's words alone, or labvm called without a word. */
function askedForHelp(
  spoken: readonly Word[],
  words: readonly Word[],
  registry: Registry,
): ParsedLine | null {
  const help = registry.find(['help']);
  if (!help || spoken.length === 0) return null;
  if (words.length === 0) return helpWith(help, []);
  const way = follow(words, registry);
  if (!way.command && way.path.length === words.length) return helpWith(help, way.path);
  const valuesFrom = words.findIndex(({ text, quoted }) => !quoted && text === '--');
  const before = valuesFrom < 0 ? words : words.slice(0, valuesFrom);
  const at = before.findIndex(({ text, quoted }) => !quoted && HELP_WORDS.has(text.toLowerCase()));
  if (at < 0) return null;
  const asked = follow(words.slice(0, at), registry);
  // The word that leads nowhere is what is asked about; what stands behind it are values.
  const unknown = asked.command ? undefined : words.slice(0, at)[asked.path.length];
  return {
    ...helpWith(help, unknown ? [...asked.path, unknown.text.toLowerCase()] : asked.path),
    isCut: true,
  };
}

function helpWith(command: Command, path: readonly string[]): ParsedLine {
  const isAll = path.length === 0;
  return {
    command,
    typed: isAll ? {} : { command: path },
    given: isAll ? {} : { command: path.join(' ') },
    confirmed: false,
  };
}

function follow(words: readonly Word[], registry: Registry): Way {
  return registry.follow(words.map(({ text }) => text));
}

/** The command that a line begins with, and how many words name it. */
export function matchCommand(
  words: readonly Word[],
  registry: Registry,
): { command: Command; length: number } | null {
  const { command, path } = follow(words, registry);
  return command && { command, length: path.length };
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
        en: 'That is more than one command, and labvm takes one at a time.',
        es: 'Son varios comandos, y labvm los acepta de uno en uno.',
      },
      { en: 'Send each command on its own.', es: 'Envíe cada comando por separado.' },
    );
  }
  return tokenize(document);
}

function findCommand(words: readonly Word[], registry: Registry): { command: Command; length: number } {
  const found = matchCommand(words, registry);
  if (found) return found;
  const quoted = words.find((word) => word.quoted && isCommand(word, registry));
  throw new ParseError(
    null,
    quoted ? amongOtherWords(shown(quoted.text.trim())) : unknownCommand(words, registry),
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
      en: `«${line}» is surrounded by other words, so it was not run.`,
      es: `«${line}» va entre otras palabras, así que no se ha ejecutado.`,
    },
    { en: 'To run it, send it on its own.', es: 'Para ejecutarlo, envíelo solo.' },
  );
}

function unknownCommand(words: readonly Word[], registry: Registry): UserError {
  const see = { en: 'See all commands: /help', es: 'Vea todos los comandos: /help' };
  const { path, next } = follow(words, registry);
  const [first, second] = words.slice(path.length).map(({ text }) => registry.english(text.toLowerCase()));
  if (path.length > 0) return unknownBelow(path, first, next);
  if (first === undefined || first === '') {
    return new UserError('unknown-command', { en: 'The line is empty.', es: 'La línea está vacía.' }, see);
  }
  const wholes = registry.commands.map((one) => one.path.join(' '));
  const near = nearest(first, [...registry.firstWords]);
  const hints = near.length > 0 && second !== undefined ? nearest(`${near[0]} ${second}`, wholes) : near;
  const verbs = registry.commands
    .filter((one) => one.path.length > 1 && one.path.at(-1) === first)
    .map((one) => one.path.join(' '));
  const suggestions = [...verbs, ...hints].slice(0, 3).map((near) => `/${near}`);
  return noCommand(shown(first), didYouMean(suggestions) ?? see);
}

/** @param word what stands behind a group's words; undefined where nothing does */
function unknownBelow(path: readonly string[], word: string | undefined, next: readonly string[]): UserError {
  const group = path.join(' ');
  const all = next.map((one) => `/${group} ${one}`).join(', ');
  const listed = { en: `Its commands: ${all}`, es: `Sus comandos: ${all}` };
  if (word === undefined) return noCommand(group, listed);
  return noCommand(
    `${group} ${shown(word)}`,
    didYouMean(nearest(word, next).map((one) => `/${group} ${one}`)) ?? listed,
  );
}

function noCommand(words: string, hint: Text): UserError {
  return new UserError(
    'unknown-command',
    { en: `There is no command /${words}.`, es: `No hay ningún comando /${words}.` },
    hint,
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
