import { ApplicationCommandType as Kind } from 'discord-api-types/v10';
import { optionsBreaches } from './command-options.ts';
import {
  countedCharacters,
  descriptionBreaches,
  freeNameBreaches,
  nameBreaches,
  sharedNames,
} from './command-texts.ts';
import { type Json, object, repeated } from './json.ts';

/** How many commands of a kind an application may have (docs.discord.com, application commands). */
const MOST_COMMANDS: ReadonlyMap<unknown, number> = new Map([
  [Kind.ChatInput, 100],
  [Kind.User, 15],
  [Kind.Message, 15],
]);
const MOST_CHARACTERS = 8000;
/** Values of `contexts` (guild, bot DM, private channel) and of `integration_types` (guild, user). */
const CONTEXTS = [0, 1, 2];
const INTEGRATIONS = [0, 1];
/** What commands of one guild know nothing of. */
const GLOBAL_ONLY = ['contexts', 'integration_types', 'dm_permission'];

/** What is wrong with commands that are registered all at once, each breach with its place. */
export function checkCommands(list: unknown, where: 'global' | 'guild'): string[] {
  if (!Array.isArray(list)) return ['commands: not a list'];
  return [...breaches(list.map(object), where)];
}

function* breaches(commands: readonly Json[], where: 'global' | 'guild'): Generator<string> {
  for (const [kind, members] of Map.groupBy(commands, kindOf)) {
    const most = MOST_COMMANDS.get(kind);
    if (most === undefined) yield `commands: ${JSON.stringify(kind)} is no kind of command`;
    else if (members.length > most) yield `commands: ${members.length} of kind ${kind}, at most ${most}`;
    yield* sharedNames(members, 'commands');
  }
  for (const [at, command] of commands.entries()) yield* commandBreaches(command, where, `commands[${at}]`);
}

function* commandBreaches(command: Json, where: 'global' | 'guild', place: string): Generator<string> {
  if (kindOf(command) === Kind.ChatInput) {
    yield* nameBreaches(command, place);
    yield* descriptionBreaches(command, place);
    yield* optionsBreaches(command.options, 'command', `${place}.options`);
  } else {
    yield* freeNameBreaches(command, 32, place);
    if (command.description !== undefined && command.description !== '')
      yield `${place}.description: only slash commands have one`;
    if (command.options !== undefined) yield `${place}.options: only slash commands have them`;
  }
  const characters = countedCharacters(command);
  if (characters > MOST_CHARACTERS)
    yield `${place} has ${characters} characters in names, descriptions and values, at most ${MOST_CHARACTERS}`;
  if (where === 'guild') {
    for (const key of GLOBAL_ONLY)
      if (command[key] !== undefined) yield `${place}.${key}: only global commands have it`;
    return;
  }
  yield* values(command.contexts, CONTEXTS, `${place}.contexts`);
  yield* values(command.integration_types, INTEGRATIONS, `${place}.integration_types`);
}

function* values(value: unknown, known: readonly number[], place: string): Generator<string> {
  if (value === undefined || value === null) return;
  if (!Array.isArray(value) || value.length === 0) return yield `${place}: not a list, or an empty one`;
  for (const one of value) if (!known.includes(one)) yield `${place}: ${JSON.stringify(one)} is unknown`;
  for (const one of repeated(value)) yield `${place}: ${JSON.stringify(one)} is there more than once`;
}

function kindOf({ type }: Json): unknown {
  return type ?? Kind.ChatInput;
}
