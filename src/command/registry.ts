import { aliasWords, folded, isAlias } from './alias.ts';
import type { Command } from './command.ts';
import { faultsAmong, faultsOf } from './declaration-faults.ts';
import { type Branch, treeOf } from './tree.ts';

/** Where words lead among the commands. */
export interface Way {
  /** The words that name something, in English. */
  readonly path: readonly string[];
  /** The command that they name; null for a group, and for nothing. */
  readonly command: Command | null;
  /** The words that may come next. */
  readonly next: readonly string[];
}

/** Every command there is, found by what is typed. */
export interface Registry {
  readonly commands: readonly Command[];
  /** First words, in the order of the commands. */
  readonly firstWords: readonly string[];
  find(path: readonly string[]): Command | null;
  /** The commands that begin with these words. */
  under(path: readonly string[]): readonly Command[];
  /** Follows words of any language as far as they name something: to a command, or to a group. */
  follow(words: readonly string[]): Way;
  /** The English for a word of a command in another language, wherever it stands; else the word itself. */
  english(word: string): string;
}

/**
 * Takes the declarations in, and refuses those that no chat could serve.
 * @throws TypeError naming the command and what is wrong with it
 */
export function createRegistry(commands: readonly Command[]): Registry {
  for (const command of commands)
    for (const fault of faultsOf(command)) throw new TypeError(`${command.path.join(' ')}: ${fault}`);
  const tree = treeOf(commands);
  for (const fault of faultsAmong(commands, tree)) throw new TypeError(fault);
  const english = englishWords(tree);
  const byPath = new Map(commands.map((command) => [command.path.join(' '), command]));
  return {
    commands,
    firstWords: tree.map(({ word }) => word),
    find: (path) => byPath.get(path.join(' ')) ?? null,
    under: (path) => commands.filter((one) => path.every((word, at) => one.path[at] === word)),
    follow: (words) => follow(words, tree),
    english: (word) => english.get(folded(word)) ?? word,
  };
}

function follow(words: readonly string[], tree: readonly Branch[]): Way {
  const path: string[] = [];
  let command: Command | null = null;
  let below = tree;
  for (const word of words) {
    const next =
      below.find((one) => one.word === word.toLowerCase()) ?? below.find(({ alias }) => isAlias(word, alias));
    if (!next) break;
    path.push(next.word);
    ({ command, below } = next);
  }
  return { path, command, next: below.map(({ word }) => word) };
}

/** Where a word says two things, the first one is meant. */
function englishWords(tree: readonly Branch[]): ReadonlyMap<string, string> {
  const all = (branches: readonly Branch[]): readonly (readonly [string, string])[] =>
    branches.flatMap(({ word, alias, below }) => [
      ...aliasWords(alias).map((name) => [folded(name), word] as const),
      ...all(below),
    ]);
  return new Map(all(tree).toReversed());
}
