/**
 * Prints the manifest of the Slack app, to be pasted where Slack asks for one.
 *
 *   npm run --silent slack:manifest [-- --url https://lab.example/slack/events]
 *
 * With an address Slack delivers by signed requests to it; without, over a socket that labvm opens.
 */
import { parseArgs } from 'node:util';
import { slackManifest } from '../adapters/slack/manifest.ts';
import { commands } from '../commands/index.ts';
import { UserError } from '../src/base/errors.ts';
import { say, type Text } from '../src/base/text.ts';
import { terminalLocale } from '../src/config.ts';

/** The path that labvm listens on (`adapters/slack/http.ts`); a proxy may put something before it. */
const PATH = '/slack/events';

const USAGE: Text = {
  en: 'For a socket: npm run --silent slack:manifest. For signed requests: npm run --silent slack:manifest -- --url https://lab.example/slack/events',
  es: 'Para un socket: npm run --silent slack:manifest. Para peticiones firmadas: npm run --silent slack:manifest -- --url https://lab.example/slack/events',
};

/**
 * Where Slack is to deliver, from the arguments; null for a socket.
 * @throws UserError where an argument is unknown, or the address is none that Slack can deliver to labvm by
 */
export function readUrl(argv: readonly string[]): string | null {
  const { tokens } = parseArgs({
    args: [...argv],
    options: { url: { type: 'string' } },
    strict: false,
    tokens: true,
  });
  let url: string | null = null;
  for (const token of tokens) {
    if (token.kind !== 'option' || token.name !== 'url') throw unknown(argv[token.index] ?? '');
    url = checked(token.value ?? '');
  }
  return url;
}

function checked(address: string): string {
  const url = URL.parse(address);
  if (url && /^https?:$/.test(url.protocol) && url.pathname.endsWith(PATH)) return address;
  throw new UserError(
    'bad-argument',
    {
      en: `--url is “${address}”; Slack delivers to an address that begins with https:// and ends with ${PATH}.`,
      es: `--url es «${address}»; Slack entrega en una dirección que empieza por https:// y termina en ${PATH}.`,
    },
    USAGE,
  );
}

function unknown(argument: string): UserError {
  return new UserError(
    'bad-argument',
    {
      en: `slack:manifest does not know the argument ${argument}.`,
      es: `slack:manifest no conoce el argumento ${argument}.`,
    },
    USAGE,
  );
}

if (import.meta.main) {
  try {
    const url = readUrl(process.argv.slice(2));
    console.log(JSON.stringify(slackManifest(commands, url), null, 2));
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    const locale = terminalLocale();
    for (const words of [error.text, error.hint]) if (words) console.error(say(words, locale));
    process.exitCode = 2;
  }
}
