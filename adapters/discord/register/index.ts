import {
  type APIApplicationCommandSubcommandOption,
  ApplicationCommandOptionType,
  ApplicationCommandType,
  ApplicationIntegrationType,
  InteractionContextType,
  type RESTPostAPIChatInputApplicationCommandsJSONBody,
} from 'discord.js';
import { join } from '../../../src/base/text.ts';
import type { Command } from '../../../src/command/command.ts';
import { spanishCommandWord, spanishOptionName } from '../../../src/command/spanish.ts';
import { LIMITS } from '../limits.ts';
import { ANY_LINE, GROUP_SUMMARIES } from '../words.ts';
import { described, inSpanish, type LocalisedName, localisedNames } from './localise.ts';
import { optionsOf } from './option.ts';

export { type CommandLike, sameCommands } from './same.ts';

type Registered = RESTPostAPIChatInputApplicationCommandsJSONBody;

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
 * Every command as Discord registers it (interactions/application-commands): first words are commands, second words
 * their subcommands, and `/labvm` takes any line.
 * @param where `guild` for commands of one server, which know neither contexts nor ways of being installed
 */
export function applicationCommands(commands: readonly Command[], where: 'global' | 'guild'): Registered[] {
  const groups = Map.groupBy(commands, ({ path }) => path[0] ?? '');
  const names = localisedNames([...groups.keys(), ANY_LINE.name], spanishCommandWord);
  const all = [
    ...[...groups].map(([word, members]) => commandOf(names.get(word) ?? { name: word }, members)),
    anyLine(),
  ];
  return where === 'guild' ? all : all.map((one) => ({ ...one, ...EVERYWHERE }));
}

function commandOf(name: LocalisedName, members: readonly Command[]): Registered {
  const [only] = members;
  const type = ApplicationCommandType.ChatInput;
  if (only?.path.length === 1) {
    return { type, ...name, ...described(only.summary), options: optionsOf(only.options) };
  }
  const words = localisedNames(
    members.map(({ path }) => path[1] ?? ''),
    spanishCommandWord,
  );
  const options = members.map((one) => subcommandOf(words.get(one.path[1] ?? ''), one));
  return { type, ...name, ...described(groupSummary(name.name, members)), options };
}

function subcommandOf(
  name: LocalisedName | undefined,
  command: Command,
): APIApplicationCommandSubcommandOption {
  return {
    type: ApplicationCommandOptionType.Subcommand,
    name: command.path[1] ?? '',
    ...name,
    ...described(command.summary),
    options: optionsOf(command.options),
  };
}

/** A first word that nobody has described yet is described by its second words. */
function groupSummary(word: string, members: readonly Command[]) {
  const declared = Object.hasOwn(GROUP_SUMMARIES, word) ? GROUP_SUMMARIES[word] : undefined;
  if (declared) return declared;
  const verbs = join(
    members.map(({ path: [, verb = ''] }) => ({ en: verb, es: spanishCommandWord(verb) ?? verb })),
    ', ',
  );
  const most = LIMITS.commandDescription;
  return { en: verbs.en.slice(0, most), es: verbs.es.slice(0, most) };
}

function anyLine(): Registered {
  const { name, summary, option, optionSummary } = ANY_LINE;
  return {
    type: ApplicationCommandType.ChatInput,
    name,
    ...described(summary),
    options: [
      {
        type: ApplicationCommandOptionType.String,
        name: option,
        name_localizations: inSpanish(spanishOptionName(option) ?? option),
        ...described(optionSummary),
        required: true,
        autocomplete: true,
      },
    ],
  };
}
