import { type APIApplicationCommandInteractionDataOption, ApplicationCommandOptionType } from 'discord.js';
import { attachmentWord } from '../../../src/command/attached.ts';
import type { Command } from '../../../src/command/command.ts';
import type { Value } from '../../../src/command/line.ts';

/** A value as it was given, or as far as it has been typed. */
interface Given {
  readonly name: string;
  readonly value: Value;
  readonly focused?: boolean;
}

/** The command of an interaction by its words, with what was given for its options. */
export interface Asked {
  readonly path: readonly string[];
  readonly given: readonly Given[];
}

/** Reads the words and the values of a command; those are always the names that were registered, in English. */
export function askedOf(data: {
  readonly name: string;
  readonly options?: readonly APIApplicationCommandInteractionDataOption[];
}): Asked {
  const path = [data.name];
  let level = data.options ?? [];
  for (let [only] = level; only && hasOptions(only); [only] = level) {
    path.push(only.name);
    level = only.options ?? [];
  }
  return { path, given: level.flatMap((option) => ('value' in option ? [givenOf(option)] : [])) };
}

/** The command that these words name; null where labvm no longer has it. */
export function commandOf(commands: readonly Command[], { path }: Pick<Asked, 'path'>): Command | null {
  return commands.find((one) => one.path.join(' ') === path.join(' ')) ?? null;
}

function hasOptions(option: APIApplicationCommandInteractionDataOption) {
  return (
    option.type === ApplicationCommandOptionType.Subcommand ||
    option.type === ApplicationCommandOptionType.SubcommandGroup
  );
}

type GivenOption = Extract<APIApplicationCommandInteractionDataOption, { value: unknown }>;

/** What of a value stands in a line: somebody as they are mentioned, a file as what came with the interaction. */
function wordOf({ type, value }: GivenOption): Value {
  if (type === ApplicationCommandOptionType.User) return `<@${value}>`;
  return type === ApplicationCommandOptionType.Attachment ? attachmentWord(value) : value;
}

function givenOf(option: GivenOption): Given {
  const { name } = option;
  const value = wordOf(option);
  const focused = 'focused' in option && option.focused === true;
  return { name, value, ...(focused ? { focused } : {}) };
}
