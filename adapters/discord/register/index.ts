import {
  type APIApplicationCommandSubcommandGroupOption,
  type APIApplicationCommandSubcommandOption,
  ApplicationCommandOptionType,
  ApplicationCommandType,
  ApplicationIntegrationType,
  InteractionContextType,
  type RESTPostAPIChatInputApplicationCommandsJSONBody,
} from 'discord.js';
import { join } from '../../../src/base/text.ts';
import type { Command } from '../../../src/command/command.ts';
import { type Branch, treeOf } from '../../../src/command/tree.ts';
import { ANY_LINE } from '../any-line.ts';
import { LIMITS } from '../limits.ts';
import { described, inSpanish, type LocalisedName, localisedNames } from './localise.ts';
import { optionsOf } from './option.ts';

export { type CommandLike, sameCommands } from './same.ts';

export type Registered = RESTPostAPIChatInputApplicationCommandsJSONBody;
type Below = APIApplicationCommandSubcommandOption | APIApplicationCommandSubcommandGroupOption;

/** Servers and people can both install labvm, and it answers wherever they are (resources/application). */
const EVERYWHERE = {
  integration_types: [ApplicationIntegrationType.GuildInstall, ApplicationIntegrationType.UserInstall],
  contexts: [
    InteractionContextType.Guild,
    InteractionContextType.BotDM,
    InteractionContextType.PrivateChannel,
  ],
};

/**
 * Every command as Discord registers it (interactions/application-commands): first words are commands, the words below
 * them subcommands or groups of subcommands, and `/labvm` takes any line.
 * @param where `guild` for commands of one server, which know neither contexts nor ways of being installed
 */
export function applicationCommands(commands: readonly Command[], where: 'global' | 'guild'): Registered[] {
  const branches = treeOf(commands);
  const names = namesOf(branches, [ANY_LINE.name]);
  const all = [...branches.map((branch) => commandOf(branch, names)), anyLine()];
  return where === 'guild' ? all : all.map((one) => ({ ...one, ...EVERYWHERE }));
}

type Names = ReadonlyMap<string, LocalisedName>;

/** @param others names that stand beside them */
function namesOf(branches: readonly Branch[], others: readonly string[] = []): Names {
  return localisedNames(
    new Map([
      ...branches.map(({ word, alias }) => [word, alias] as const),
      ...others.map((name) => [name, undefined] as const),
    ]),
  );
}

function commandOf(branch: Branch, names: Names): Registered {
  const base = { type: ApplicationCommandType.ChatInput, ...nameIn(names, branch) } as const;
  const { command } = branch;
  if (command) return { ...base, ...described(command.summary), options: optionsOf(command.options) };
  const below = namesOf(branch.below);
  return {
    ...base,
    ...described(summaryOf(branch)),
    options: branch.below.map((one) => belowOf(one, below)),
  };
}

function belowOf(branch: Branch, names: Names): Below {
  if (branch.command) return subcommandOf(branch, branch.command, names);
  const inner = namesOf(branch.below);
  return {
    type: ApplicationCommandOptionType.SubcommandGroup,
    ...nameIn(names, branch),
    ...described(summaryOf(branch)),
    options: branch.below.flatMap((one) => (one.command ? [subcommandOf(one, one.command, inner)] : [])),
  };
}

function subcommandOf(
  branch: Branch,
  { summary, options }: Command,
  names: Names,
): APIApplicationCommandSubcommandOption {
  return {
    type: ApplicationCommandOptionType.Subcommand,
    ...nameIn(names, branch),
    ...described(summary),
    options: optionsOf(options),
  };
}

function nameIn(names: Names, { word }: Branch): LocalisedName {
  return names.get(word) ?? { name: word };
}

/** A group that nobody has described is described by the words below it. */
function summaryOf({ summary, below }: Branch) {
  if (summary) return summary;
  const verbs = join(
    below.map(({ word, alias }) => ({ en: word, es: alias?.es?.[0] ?? word })),
    ', ',
  );
  const most = LIMITS.commandDescription;
  return { en: verbs.en.slice(0, most), es: verbs.es.slice(0, most) };
}

function anyLine(): Registered {
  const { name, summary, option, optionAlias, optionSummary } = ANY_LINE;
  return {
    type: ApplicationCommandType.ChatInput,
    name,
    ...described(summary),
    options: [
      {
        type: ApplicationCommandOptionType.String,
        name: option,
        name_localizations: inSpanish(optionAlias.es[0]),
        ...described(optionSummary),
        required: true,
        autocomplete: true,
      },
    ],
  };
}
