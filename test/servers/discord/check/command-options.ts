import { ApplicationCommandOptionType as Type } from 'discord-api-types/v10';
import { descriptionBreaches, freeNameBreaches, nameBreaches, sharedNames } from './command-texts.ts';
import { type Json, objects } from './json.ts';

/** What has options: a command, or one of the two kinds of option that group others. */
export type Owner = 'command' | 'group' | 'subcommand';

/** All from docs.discord.com, application commands, option structure. */
const MOST_OPTIONS = 25;
const MOST_CHOICES = 25;
const MOST_CHOICE_CHARACTERS = 100;
const MOST_LENGTH = 6000;
const TYPES = new Set<unknown>([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11]);
const NUMBERS = new Set<unknown>([Type.Integer, Type.Number]);
const WITH_CHOICES = new Set<unknown>([Type.String, Type.Integer, Type.Number]);
/** Types of option that a list may hold: of one of these, never of two. */
const NESTING: ReadonlyMap<unknown, Owner> = new Map([
  [Type.Subcommand, 'subcommand'],
  [Type.SubcommandGroup, 'group'],
]);

/** What is wrong with the options of a command, a group or a subcommand. */
export function* optionsBreaches(value: unknown, owner: Owner, place: string): Generator<string> {
  if (value === undefined && owner !== 'group') return;
  if (!Array.isArray(value)) return yield `${place}: not a list`;
  const options = objects(value);
  if (options.length > MOST_OPTIONS) yield `${place}: ${options.length} options, at most ${MOST_OPTIONS}`;
  if (options.length === 0 && owner === 'group') yield `${place}: a group without subcommands`;
  yield* sharedNames(options, place);
  yield* mixtures(options, owner, place);
  yield* orderBreaches(options, place);
  for (const [at, option] of options.entries()) yield* optionBreaches(option, `${place}[${at}]`);
}

function* mixtures(options: readonly Json[], owner: Owner, place: string): Generator<string> {
  const nested = options.filter(({ type }) => NESTING.has(type)).length;
  const groups = options.filter(({ type }) => type === Type.SubcommandGroup).length;
  if (owner === 'command' && nested > 0 && nested < options.length)
    yield `${place}: subcommands stand beside options`;
  if (owner === 'group' && (groups > 0 || nested < options.length))
    yield `${place}: a group holds subcommands and nothing else`;
  if (owner === 'subcommand' && nested > 0) yield `${place}: a subcommand holds options and nothing else`;
}

function* orderBreaches(options: readonly Json[], place: string): Generator<string> {
  let isPastRequired = false;
  for (const [at, { type, required }] of options.entries()) {
    if (NESTING.has(type)) continue;
    if (required === true && isPastRequired) yield `${place}[${at}]: required after one that is not`;
    if (required !== true) isPastRequired = true;
  }
}

function* optionBreaches(option: Json, place: string): Generator<string> {
  yield* nameBreaches(option, place);
  yield* descriptionBreaches(option, place);
  const { type } = option;
  if (!TYPES.has(type)) return yield `${place}.type: ${JSON.stringify(type)} is no type of option`;
  const nesting = NESTING.get(type);
  if (nesting !== undefined) {
    yield* foreign(option, ['required'], `a ${nesting}`, place);
    yield* optionsBreaches(option.options, nesting, `${place}.options`);
  } else yield* foreign(option, ['options'], 'an option with a value', place);
  if (!WITH_CHOICES.has(type))
    yield* foreign(option, ['choices', 'autocomplete'], 'this type of option', place);
  if (!NUMBERS.has(type)) yield* foreign(option, ['min_value', 'max_value'], 'what is no number', place);
  if (type !== Type.String) yield* foreign(option, ['min_length', 'max_length'], 'what is no text', place);
  if (type !== Type.Channel) yield* foreign(option, ['channel_types'], 'what is no channel', place);
  yield* choicesBreaches(option, place);
  yield* bounds(option, 'min_value', 'max_value', place);
  yield* bounds(option, 'min_length', 'max_length', place);
  yield* lengths(option, place);
}

function* foreign(option: Json, keys: readonly string[], what: string, place: string): Generator<string> {
  for (const key of keys) if (option[key] !== undefined) yield `${place}.${key}: not for ${what}`;
}

function* choicesBreaches({ type, choices, autocomplete }: Json, place: string): Generator<string> {
  if (choices === undefined) return;
  if (autocomplete === true) yield `${place}: choices together with autocomplete`;
  const all = objects(choices);
  if (all.length > MOST_CHOICES) yield `${place}.choices: ${all.length} choices, at most ${MOST_CHOICES}`;
  yield* sharedNames(all, `${place}.choices`);
  for (const [at, choice] of all.entries()) yield* choiceBreaches(choice, type, `${place}.choices[${at}]`);
}

/** What is wrong with a choice, as an option declares it or as autocomplete offers it. */
export function* choiceBreaches(choice: Json, type: unknown, place: string): Generator<string> {
  yield* freeNameBreaches(choice, MOST_CHOICE_CHARACTERS, place);
  const { value } = choice;
  if (type === Type.String) {
    if (typeof value !== 'string') yield `${place}.value is not a text`;
    else if (value.length > MOST_CHOICE_CHARACTERS)
      yield `${place}.value has ${value.length} characters, at most ${MOST_CHOICE_CHARACTERS}`;
  } else if (typeof value !== 'number') yield `${place}.value is not a number`;
  else if (type === Type.Integer && !Number.isSafeInteger(value)) yield `${place}.value is not an integer`;
}

function* bounds(option: Json, least: string, most: string, place: string): Generator<string> {
  const [low, high] = [option[least], option[most]];
  for (const [key, value] of [[least, low] as const, [most, high] as const])
    if (value !== undefined && typeof value !== 'number') yield `${place}.${key}: not a number`;
  if (typeof low === 'number' && typeof high === 'number' && low > high)
    yield `${place}: ${least} is more than ${most}`;
}

function* lengths({ min_length: least, max_length: most }: Json, place: string): Generator<string> {
  if (typeof least === 'number' && (least < 0 || least > MOST_LENGTH))
    yield `${place}.min_length: ${least} is not within 0 and ${MOST_LENGTH}`;
  if (typeof most === 'number' && (most < 1 || most > MOST_LENGTH))
    yield `${place}.max_length: ${most} is not within 1 and ${MOST_LENGTH}`;
}
