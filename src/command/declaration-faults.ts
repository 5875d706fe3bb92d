import { aliasWords, folded } from './alias.ts';
import type { Command } from './command.ts';
import type { Group } from './group.ts';
import type { Options } from './option.ts';
import { type Branch, groupAt } from './tree.ts';

const WORD = /^[a-z][a-z0-9-]{0,31}$/;
/** The same in another language. */
const FOREIGN_WORD = /^\p{Ll}[\p{Ll}0-9-]{0,31}$/u;
/** Discord knows a command, a group of its subcommands, and a subcommand (docs: application commands). */
const MOST_WORDS = 3;
/** Discord's limit for descriptions (docs: application commands); the smallest of all chats. */
const MAX_SUMMARY = 100;
/** Discord's limit for options and subcommands (docs: application commands). */
const MAX_OPTIONS = 25;
/** What every command understands, in every language. */
const OF_EVERY_COMMAND = new Set(['yes', 'y', 'si', 'help', 'h', 'ayuda']);

/** What is wrong with a declaration: what no chat could serve, or nobody could type. */
export function* faultsOf({ path, alias, within, summary, examples, options }: Command): Generator<string> {
  if (path.length < 1 || path.length > MOST_WORDS) yield `a path has one to ${MOST_WORDS} words`;
  for (const word of path) if (!WORD.test(word)) yield `the word ${word} is not one that every chat can take`;
  for (const word of aliasWords(alias)) if (!FOREIGN_WORD.test(word)) yield `the word ${word} is none`;
  if (within && within.path.join(' ') !== path.slice(0, -1).join(' '))
    yield `does not stand in the group ${within.path.join(' ')}`;
  if (examples.length === 0) yield 'needs an example';
  for (const text of [summary, ...Object.values(options).map((option) => option.summary)]) {
    if (text.en.length > MAX_SUMMARY || text.es.length > MAX_SUMMARY)
      yield `longer than ${MAX_SUMMARY} characters: ${text.en}`;
    if (text.en === '' || text.es === '') yield `a summary without words: ${text.en}${text.es}`;
  }
  yield* optionFaults(options);
}

function* optionFaults(options: Options): Generator<string> {
  if (Object.keys(options).length > MAX_OPTIONS) yield `more than ${MAX_OPTIONS} options`;
  let last = 0;
  const taken = new Set<string>();
  for (const [name, { alias, positional, required }] of Object.entries(options)) {
    if (!WORD.test(name)) yield `the option ${name} is not one that every chat can take`;
    for (const word of new Set([name, ...aliasWords(alias)].map(folded))) {
      if (OF_EVERY_COMMAND.has(word)) yield `the option ${word} belongs to every command`;
      if (taken.has(word)) yield `two options are called ${word}`;
      taken.add(word);
    }
    const rank = positional ? (required ? 0 : 1) : 2;
    if (rank < last)
      yield `the option ${name} stands after one that must come later: required, optional, named`;
    last = rank;
  }
  const kinds = Object.values(options).map(({ kind }) => kind);
  if (kinds.slice(0, -1).some(({ takesRest }) => takesRest))
    yield 'an option that takes the rest of the line must be the last one';
}

/** What declarations cannot be beside each other. */
export function* faultsAmong(commands: readonly Command[], tree: readonly Branch[]): Generator<string> {
  const paths = new Set<string>();
  for (const { path } of commands) {
    const name = path.join(' ');
    if (paths.has(name)) yield `${name}: declared twice`;
    paths.add(name);
  }
  const groups = new Map<string, Group>();
  for (const command of commands) {
    const { path } = command;
    for (let depth = 0; depth < path.length - 1; depth += 1) {
      const above = path.slice(0, depth + 1).join(' ');
      // Discord knows a word either as a command or as the group of its subcommands.
      if (paths.has(above)) yield `${path.join(' ')}: ${above} is a command of its own`;
      const group = groupAt(command, depth);
      if (group && (groups.get(above) ?? group) !== group)
        yield `${path.join(' ')}: ${above} is declared twice`;
      if (group) groups.set(above, group);
    }
  }
  yield* clashes(tree, []);
}

/** Words that would lead to two of one level. */
function* clashes(branches: readonly Branch[], above: readonly string[]): Generator<string> {
  const taken = new Map<string, string>();
  for (const { word, alias, below } of branches) {
    for (const name of new Set([word, ...aliasWords(alias)].map(folded))) {
      const other = taken.get(name);
      if (other !== undefined) yield `${[...above, word].join(' ')}: ${name} is a word of ${other}`;
      taken.set(name, word);
    }
    yield* clashes(below, [...above, word]);
  }
}
