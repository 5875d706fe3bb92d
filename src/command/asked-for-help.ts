import { withoutCall } from './called.ts';
import type { Command } from './command.ts';
import { bare, greetingLength } from './greeting.ts';
import type { ParsedLine } from './parsed-line.ts';
import type { Registry, Way } from './registry.ts';
import type { Word } from './tokenize.ts';

const HELP_WORDS = new Set(['--help', '-h', '-?', '?', '--ayuda']);

/** `/vm create --help`, `/vm ?`, `/vm help`, a group's words alone, a greeting, or labvm called without a word. */
export function askedForHelp(
  spoken: readonly Word[],
  words: readonly Word[],
  registry: Registry,
): ParsedLine | null {
  const help = registry.find(['help']);
  if (!help || spoken.length === 0) return null;
  if (words.length === 0) return helpWith(help, []);
  const way = wayOf(words, registry);
  if (!way.command && way.path.length === words.length) return helpWith(help, way.path);
  const greeting = way.path.length === 0 ? greetingLength(words.map(({ text }) => text)) : 0;
  if (greeting > 0) return greeted(help, words, greeting);
  const inGroup = way.command ? undefined : words[way.path.length];
  if (inGroup && isWordFor(help, inGroup, registry)) {
    const rest = words.slice(way.path.length + 1).map(({ text }) => text.toLowerCase());
    return helpWith(help, [...way.path, ...rest]);
  }
  const valuesFrom = words.findIndex(({ text, quoted }) => !quoted && text === '--');
  const before = valuesFrom < 0 ? words : words.slice(0, valuesFrom);
  const at = before.findIndex(({ text, quoted }) => !quoted && HELP_WORDS.has(text.toLowerCase()));
  if (at < 0) return null;
  const asked = wayOf(words.slice(0, at), registry);
  // The word that leads nowhere is what is asked about; what stands behind it are values.
  const unknown = asked.command ? undefined : words.slice(0, at)[asked.path.length];
  return {
    ...helpWith(help, unknown ? [...asked.path, unknown.text.toLowerCase()] : asked.path),
    isCut: true,
  };
}

/** Whether a word says a command of one word, however it is shouted: `help!`, `¡ayuda!`. */
function isWordFor(command: Command, { text, quoted }: Word, registry: Registry): boolean {
  return !quoted && registry.follow([bare(text)]).command === command;
}

function greeted(help: Command, words: readonly Word[], length: number): ParsedLine {
  const said = words.slice(0, length).map(({ text }) => bare(text));
  return { ...helpWith(help, said), ...(words.length > length ? { isCut: true as const } : {}) };
}

/** `hello, vm list` says what is to be done behind its greeting. */
export function withoutGreeting(words: readonly Word[], registry: Registry): readonly Word[] {
  const length = greetingLength(words.map(({ text }) => text));
  if (length === 0 || wayOf(words, registry).path.length > 0) return words;
  const rest = withoutCall(words.slice(length));
  return wayOf(rest, registry).path.length > 0 ? rest : words;
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

function wayOf(words: readonly Word[], registry: Registry): Way {
  return registry.follow(words.map(({ text }) => text));
}
