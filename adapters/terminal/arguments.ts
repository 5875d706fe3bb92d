import { parseArgs } from 'node:util';
import { UserError } from '../../src/errors.ts';

/** What the process was asked to do. */
export interface Arguments {
  readonly json: boolean;
  /** Goes on when stdin ends. */
  readonly serve: boolean;
  readonly help: boolean;
  readonly version: boolean;
  /** Command lines to run one after another; none for a conversation. */
  readonly lines: readonly string[];
}

/**
 * Reads the process's arguments. Each is a command line of its own; words that come without quotes, as in
 * `npm start -- vm list`, are one line together.
 * @throws UserError naming the argument that is unknown
 */
export function readArguments(argv: readonly string[]): Arguments {
  const [own, words] = split(argv);
  try {
    const { values } = parseArgs({
      args: own,
      options: {
        json: { type: 'boolean', default: false },
        serve: { type: 'boolean', default: false },
        help: { type: 'boolean', default: false, short: 'h' },
        version: { type: 'boolean', default: false },
      },
    });
    const { json, serve, help, version } = values;
    return { json, serve, help, version, lines: linesOf(words) };
  } catch (error) {
    throw unknownArgument(error instanceof Error ? error.message : String(error));
  }
}

/** labvm's own flags stand before the first word of a command; what follows belongs to the command. */
function split(argv: readonly string[]): [string[], string[]] {
  const first = argv.findIndex((word) => !word.startsWith('-') || word === '--');
  if (first < 0) return [[...argv], []];
  const rest = argv.slice(first);
  // `--json` after a whole quoted line is labvm's as well: people put it last.
  const late = rest.length > 1 && rest[0]?.includes(' ') ? rest.filter((word) => word === '--json') : [];
  return [
    [...argv.slice(0, first), ...late],
    rest.filter((word) => word !== '--' && !(late.length > 0 && word === '--json')),
  ];
}

function linesOf(words: readonly string[]): readonly string[] {
  const [first] = words;
  if (first === undefined) return [];
  const eachIsALine = words.length > 1 && words.every((word) => word.includes(' ') || word.startsWith('/'));
  return eachIsALine ? words : [words.map(quoted).join(' ')];
}

/** The shell has taken the quotes off a word with blanks; the line needs them back, unless it is a whole line. */
function quoted(word: string, _at: number, words: readonly string[]): string {
  return words.length > 1 && /\s/.test(word) ? `"${word.replaceAll('"', "'")}"` : word;
}

function unknownArgument(message: string): UserError {
  return new UserError(
    'bad-argument',
    { en: `labvm was started wrongly: ${message}`, es: `labvm se ha iniciado mal: ${message}` },
    {
      en: "It takes --json, --serve, --help, --version and command lines: npm start -- --json '/vm list'",
      es: "Admite --json, --serve, --help, --version y comandos: npm start -- --json '/vm list'",
    },
  );
}
