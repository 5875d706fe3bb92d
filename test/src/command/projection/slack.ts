import { type SlashEntry, slashCommands } from '../../../../adapters/slack/manifest.ts';
import { RESERVED } from '../../../../adapters/slack/slash-words.ts';
import type { Command } from '../../../../src/command/command.ts';

/** Numbers of the schema of Slack's app manifest, features.slash_commands. */
const MOST = { commands: 50, command: 32, description: 2000, hint: 1000 } as const;
const NAME = /^\/[a-z0-9_-]+$/;

/** What Slack would refuse, each with where it stands. */
export function slackFaults(commands: readonly Command[]): readonly string[] {
  const projected = slashCommands(commands);
  const tooMany = projected.length > MOST.commands ? [`${projected.length} commands`] : [];
  return [...tooMany, ...projected.flatMap((one) => [...faultsOf(one)])];
}

function* faultsOf({ command, description, usage_hint: hint }: SlashEntry): Generator<string> {
  if (!NAME.test(command) || command.length > MOST.command) yield `${command}: the name`;
  if (RESERVED.has(command.slice(1))) yield `${command}: is Slack's own`;
  if (description === '' || description.length > MOST.description) yield `${command}: the description`;
  if (hint === '' || hint.length > MOST.hint) yield `${command}: the hint`;
}
