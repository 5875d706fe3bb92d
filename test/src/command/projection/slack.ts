import type { Command } from '../../../../src/command/command.ts';
import { usageOf } from '../../../../src/command/usage.ts';

/**
 * Words that Slack keeps for itself. Reported by third parties, as Slack publishes no list; a word too many here
 * does no harm, and one too few makes a whole manifest invalid.
 */
export const RESERVED: ReadonlySet<string> = new Set(
  [
    'active apps archive away call collapse dm dnd expand feed feedback help invite join kick leave me msg mute',
    'open part prefs remind remove rename search shortcuts shrug star status topic unarchive who',
  ].flatMap((line) => line.split(' ')),
);

/** Numbers of the schema of Slack's app manifest, features.slash_commands. */
const MOST = { commands: 50, command: 32, description: 2000, hint: 1000 } as const;
const NAME = /^\/[a-z0-9_-]+$/;

/** A slash command as it stands in an app's manifest. */
export interface SlackCommand {
  readonly command: string;
  readonly description: string;
  readonly hint: string;
}

/** First words that Slack lets an app have. The others are not lost: `/labvm <anything>` always works. */
export function slackCommands(commands: readonly Command[]): readonly SlackCommand[] {
  const groups = Map.groupBy(commands, ({ path }) => path[0] ?? '');
  const own = [...groups].filter(([word]) => !RESERVED.has(word));
  const all = { command: '/labvm', description: [...groups.keys()].join(', '), hint: 'help' };
  return [all, ...own.map(([word, members]) => slackCommand(word, members))];
}

/** What Slack would refuse, each with where it stands. */
export function slackFaults(commands: readonly Command[]): readonly string[] {
  const projected = slackCommands(commands);
  const tooMany = projected.length > MOST.commands ? [`${projected.length} commands`] : [];
  return [...tooMany, ...projected.flatMap((one) => [...faultsOf(one)])];
}

function slackCommand(word: string, members: readonly Command[]): SlackCommand {
  const [only] = members;
  const alone = only?.path.length === 1 ? only : null;
  return {
    command: `/${word}`,
    description: alone ? alone.summary.en : members.map(({ path }) => path[1]).join(', '),
    hint: alone ? usageOf(alone) : members.map(({ path }) => path[1]).join(' | '),
  };
}

function* faultsOf({ command, description, hint }: SlackCommand): Generator<string> {
  if (!NAME.test(command) || command.length > MOST.command) yield `${command}: the name`;
  if (RESERVED.has(command.slice(1))) yield `${command}: is Slack's own`;
  if (description === '' || description.length > MOST.description) yield `${command}: the description`;
  if (hint === '' || hint.length > MOST.hint) yield `${command}: the hint`;
}
