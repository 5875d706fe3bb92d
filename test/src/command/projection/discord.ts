import type { APIApplicationCommandOption, LocalizationMap } from 'discord-api-types/v10';
import { applicationCommands } from '../../../../adapters/discord/register/index.ts';
import type { Command } from '../../../../src/command/command.ts';

/** Numbers of Discord's documentation, interactions/application-commands; on purpose not those of the adapter. */
const MOST = {
  commands: 100,
  options: 25,
  description: 100,
  characters: 8000,
  choices: 25,
  choice: 100,
} as const;
const NAME = /^[-_'\p{L}\p{N}\p{sc=Deva}\p{sc=Thai}]{1,32}$/u;
const SUBCOMMAND = 1;
const GROUP = 2;
const STRING = 3;
const BOOLEAN = 5;

/** A command, a subcommand or an option, as far as the same rules hold for all of them. */
interface Node {
  readonly name: string;
  readonly name_localizations?: LocalizationMap | null;
  readonly description: string;
  readonly description_localizations?: LocalizationMap | null;
  readonly type?: number;
  readonly required?: boolean;
  readonly autocomplete?: boolean;
  readonly min_length?: number;
  readonly max_length?: number;
  readonly choices?: readonly Choice[];
  readonly options?: readonly APIApplicationCommandOption[];
}

interface Choice {
  readonly name: string;
  readonly name_localizations?: LocalizationMap | null;
  readonly value: string | number;
}

/** What Discord would refuse of what labvm would register for these commands, each with where it stands. */
export function discordFaults(commands: readonly Command[]): readonly string[] {
  return (['global', 'guild'] as const).flatMap((where) => [
    ...faultsOf(applicationCommands(commands, where)),
  ]);
}

function* faultsOf(nodes: readonly Node[]): Generator<string> {
  if (nodes.length > MOST.commands) yield `${nodes.length} commands, at most ${MOST.commands}`;
  yield* nameTwice(nodes, '/');
  for (const node of nodes) {
    const characters = charactersIn(node);
    if (characters > MOST.characters) yield `/${node.name}: ${characters} characters in all`;
    yield* nodeFaults(node, `/${node.name}`);
  }
}

function* nodeFaults(node: Node, where: string): Generator<string> {
  const options: readonly Node[] = node.options ?? [];
  for (const name of said(node.name, node.name_localizations)) {
    if (!NAME.test(name) || name !== name.toLowerCase()) yield `${where}: the name ${name}`;
  }
  for (const text of said(node.description, node.description_localizations)) {
    if (text.length < 1 || text.length > MOST.description) yield `${where}: a description of ${text.length}`;
  }
  yield* valueFaults(node, where);
  if (options.length > MOST.options) yield `${where}: ${options.length} options, at most ${MOST.options}`;
  yield* nameTwice(options, where);
  const lastRequired = options.findLastIndex(({ required }) => required);
  const isBelow = ({ type }: Node) => type === SUBCOMMAND || type === GROUP;
  const firstOptional = options.findIndex((one) => !isBelow(one) && !one.required);
  if (firstOptional >= 0 && lastRequired > firstOptional) yield `${where}: required after optional`;
  if (new Set(options.map(isBelow)).size > 1) yield `${where}: subcommands beside options`;
  if (node.type === GROUP && !options.every(({ type }) => type === SUBCOMMAND))
    yield `${where}: a group of anything but subcommands`;
  for (const option of options) yield* nodeFaults(option, `${where} ${option.name}`);
}

function* valueFaults(node: Node, where: string): Generator<string> {
  const { type, autocomplete, choices, max_length: most = 1 } = node;
  if (autocomplete && type === BOOLEAN) yield `${where}: a boolean cannot be completed`;
  if (autocomplete && choices) yield `${where}: choices and completion`;
  if (most < 1 || most > 6000 || (node.max_length !== undefined && type !== STRING))
    yield `${where}: length ${most}`;
  if (!choices) return;
  if (choices.length < 1 || choices.length > MOST.choices) yield `${where}: ${choices.length} choices`;
  for (const choice of choices) {
    const texts = [...said(choice.name, choice.name_localizations), String(choice.value)];
    if (texts.some((text) => text.length < 1 || text.length > MOST.choice))
      yield `${where}: a choice’s length`;
  }
}

/** In each language, with what it falls back to. */
function* nameTwice(nodes: readonly Node[], where: string): Generator<string> {
  for (const locale of [null, 'es-ES', 'es-419'] as const) {
    const names = nodes.map((node) => (locale && node.name_localizations?.[locale]) || node.name);
    if (new Set(names).size < names.length) yield `${where}: a name twice`;
  }
}

function said(text: string, localised: LocalizationMap | null | undefined): readonly string[] {
  return [text, ...Object.values(localised ?? {}).flatMap((one) => one ?? [])];
}

/** Of each text its longest language. */
export function charactersIn(node: Node): number {
  const longest = (text: string, localised: LocalizationMap | null | undefined) =>
    Math.max(...said(text, localised).map((one) => one.length));
  const own =
    longest(node.name, node.name_localizations) + longest(node.description, node.description_localizations);
  const choices = (node.choices ?? []).reduce(
    (sum, { name, name_localizations, value }) =>
      sum + longest(name, name_localizations) + String(value).length,
    own,
  );
  return (node.options ?? []).reduce((sum, option) => sum + charactersIn(option), choices);
}
