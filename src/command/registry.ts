import type { Command } from './command.ts';

/** Every command there is, found by what is typed. */
export interface Registry {
  readonly commands: readonly Command[];
  /** First words, in the order of the commands. */
  readonly firstWords: readonly string[];
  find(path: readonly string[]): Command | null;
  /** The commands that begin with this word. */
  under(firstWord: string): readonly Command[];
}

const WORD = /^[a-z][a-z0-9-]{0,31}$/;
/** Discord's limit for descriptions (docs: application commands); the smallest of all chats. */
const MAX_SUMMARY = 100;
/** Discord's limit for options and subcommands (docs: application commands). */
const MAX_OPTIONS = 25;

/**
 * Takes the declarations in, and refuses those that no chat could serve.
 * @throws TypeError naming the command and what is wrong with it
 */
export function createRegistry(commands: readonly Command[]): Registry {
  const byPath = new Map<string, Command>();
  for (const command of commands) {
    const name = command.path.join(' ');
    if (byPath.has(name)) throw new TypeError(`${name}: declared twice`);
    for (const fault of faultsOf(command)) throw new TypeError(`${name}: ${fault}`);
    byPath.set(name, command);
  }
  for (const { path } of commands) {
    const [first = '', second] = path;
    // Discord knows a word either as a command or as the group of its subcommands.
    if (second !== undefined && byPath.has(first))
      throw new TypeError(`${path.join(' ')}: its first word is a command of its own`);
  }
  return {
    commands,
    firstWords: [...new Set(commands.map(({ path }) => path[0] ?? ''))],
    find: (path) => byPath.get(path.join(' ')) ?? null,
    under: (firstWord) => commands.filter(({ path }) => path[0] === firstWord),
  };
}

function* faultsOf({ path, summary, examples, options }: Command): Generator<string> {
  if (path.length < 1 || path.length > 2) yield 'a path has one or two words';
  for (const word of path) if (!WORD.test(word)) yield `the word ${word} is not one that every chat can take`;
  if (examples.length === 0) yield 'needs an example';
  for (const text of [summary, ...Object.values(options).map((option) => option.summary)]) {
    if (text.en.length > MAX_SUMMARY || text.es.length > MAX_SUMMARY)
      yield `longer than ${MAX_SUMMARY} characters: ${text.en}`;
    if (text.en === '' || text.es === '') yield `a summary without words: ${text.en}${text.es}`;
  }
  if (Object.keys(options).length > MAX_OPTIONS) yield `more than ${MAX_OPTIONS} options`;
  let last = 0;
  for (const [name, { positional, required }] of Object.entries(options)) {
    if (!WORD.test(name)) yield `the option ${name} is not one that every chat can take`;
    if (name === 'yes' || name === 'help') yield `the option ${name} belongs to every command`;
    const rank = positional ? (required ? 0 : 1) : 2;
    if (rank < last)
      yield `the option ${name} stands after one that must come later: required, optional, named`;
    last = rank;
  }
  const kinds = Object.values(options).map(({ kind }) => kind);
  if (kinds.slice(0, -1).some(({ takesRest }) => takesRest))
    yield 'an option that takes the rest of the line must be the last one';
}
