import { parseArgs } from 'node:util';
import { UserError } from '../../src/base/errors.ts';

/** What the process was asked to do. */
export interface Arguments {
  readonly json: boolean;
  /** Goes on when stdin ends. */
  readonly serve: boolean;
  readonly help: boolean;
  readonly version: boolean;
  /** Where a copy of the database is to be made, and nothing else done; null: nowhere. */
  readonly backup: string | null;
  /** Command lines to run one after another; none for a conversation. */
  readonly lines: readonly string[];
}

const FLAGS = new Set(['json', 'serve', 'help', 'version']);
const BACKUP = '--backup';

/**
 * Reads the process's arguments. Each is a command line of its own; words that come without quotes, as in
 * `npm start -- vm list`, are one line together.
 * @throws UserError naming the argument that is unknown
 */
export function readArguments(argv: readonly string[]): Arguments {
  const [own, words] = split(argv);
  const { values, tokens } = parseArgs({
    args: own,
    strict: false,
    tokens: true,
    options: {
      json: { type: 'boolean' },
      serve: { type: 'boolean' },
      help: { type: 'boolean', short: 'h' },
      version: { type: 'boolean' },
      backup: { type: 'string' },
    },
  });
  for (const token of tokens) {
    if (token.kind !== 'option') continue;
    if (token.name === 'backup' && token.value) continue;
    if (!FLAGS.has(token.name) || token.value !== undefined)
      throw unknownArgument(own[token.index] ?? token.rawName);
  }
  const { json, serve, help, version, backup } = values;
  return {
    json: json === true,
    serve: serve === true,
    help: help === true,
    version: version === true,
    backup: typeof backup === 'string' ? backup : null,
    lines: linesOf(words),
  };
}

/** labvm's own flags stand before the first word of a command; what follows belongs to the command. */
function split(argv: readonly string[]): [string[], string[]] {
  const first = argv.findIndex(
    (word, at) => word === '--' || (!word.startsWith('-') && argv[at - 1] !== BACKUP),
  );
  if (first < 0) return [[...argv], []];
  const own = argv.slice(0, first);
  const words = argv.slice(argv[first] === '--' ? first + 1 : first);
  // After whole quoted lines a `--json` is labvm's as well: people put it last.
  if (!words[0]?.includes(' ')) return [own, words];
  const late = words.filter((word) => word === '--json');
  return [[...own, ...late], words.filter((word) => word !== '--json')];
}

function linesOf(words: readonly string[]): readonly string[] {
  if (words.length === 0) return [];
  if (words.length === 1 || words.every(isLine)) return words;
  // A whole line in quotes, and a flag that came after them: `'/vm delete web1' --yes`.
  if (words[0]?.startsWith('/') && words[0].includes(' ')) return words.reduce(joined, []);
  return [words.map(quoted).join(' ')];
}

function isLine(word: string): boolean {
  return word.includes(' ') || word.startsWith('/');
}

function joined(lines: readonly string[], word: string): readonly string[] {
  return isLine(word) ? [...lines, word] : [...lines.slice(0, -1), `${lines.at(-1)} ${quoted(word)}`];
}

/** The shell has taken the quotes off a word with blanks; the line needs them back. */
function quoted(word: string): string {
  if (word !== '' && !/\s/.test(word)) return word;
  if (!word.includes('"')) return `"${word}"`;
  return word.includes("'") ? `«${word}»` : `'${word}'`;
}

function unknownArgument(argument: string): UserError {
  return new UserError(
    'bad-argument',
    {
      en: `labvm does not know the argument ${argument}.`,
      es: `labvm no conoce el argumento ${argument}.`,
    },
    {
      en: "It takes --json, --serve, --backup <file>, --help, --version and command lines: npm start -- --json '/vm list'",
      es: "Admite --json, --serve, --backup <fichero>, --help, --version y comandos: npm start -- --json '/vm list'",
    },
  );
}
