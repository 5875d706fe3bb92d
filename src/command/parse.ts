import { UserError } from '../base/errors.ts';
import type { Text } from '../base/text.ts';
import { askedForHelp, withoutGreeting } from './asked-for-help.ts';
import { withoutCall } from './called.ts';
import type { Command } from './command.ts';
import type { ParsedLine } from './parsed-line.ts';
import { readOptions } from './read-options.ts';
import type { Registry, Way } from './registry.ts';
import { shown } from './shown.ts';
import { didYouMean, nearest } from './suggest.ts';
import { tokenize, type Word } from './tokenize.ts';

export { withoutCall } from './called.ts';
export type { ParsedLine } from './parsed-line.ts';

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
  const called = attempt(null, () => withoutCall(spoken));
  const words = attempt(null, () => withoutGreeting(called, registry));
  const onHelp = askedForHelp(spoken, words, registry);
  if (onHelp) return onHelp;
  const { command, length } = findCommand(words, registry);
  return { command, ...attempt(command, () => readOptions(command, words.slice(length))) };
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
