import type { Command } from '../../../../src/command/command.ts';
import type { Option } from '../../../../src/command/option.ts';
import type { Text } from '../../../../src/text.ts';

/** Numbers of Discord's documentation, interactions/application-commands. */
const MOST = { commands: 100, options: 25, description: 100, characters: 8000 } as const;
const NAME = /^[-_'\p{L}\p{N}\p{sc=Deva}\p{sc=Thai}]{1,32}$/u;
const TYPES = { subcommand: 1, string: 3, integer: 4, boolean: 5 } as const;

/** A command or an option as Discord registers it, as far as declarations decide about it. */
export interface DiscordNode {
  readonly name: string;
  readonly description: string;
  readonly descriptionEs: string;
  readonly type?: number;
  readonly required?: boolean;
  readonly autocomplete?: boolean;
  readonly minValue?: number;
  readonly maxValue?: number;
  readonly options: readonly DiscordNode[];
}

/** The commands as Discord would be told of them: a first word is a command, second words are its subcommands. */
export function discordCommands(commands: readonly Command[]): readonly DiscordNode[] {
  const groups = Map.groupBy(commands, ({ path }) => path[0] ?? '');
  return [...groups].map(([name, members]) => {
    const [only] = members;
    if (only?.path.length === 1) return commandNode(name, only);
    const words = members.map(({ path }) => path[1]).join(', ');
    const options = members.map((one) => commandNode(one.path[1] ?? '', one, TYPES.subcommand));
    return { ...described(name, { en: words, es: words }), options };
  });
}

/** What Discord would refuse, each with where it stands. */
export function discordFaults(commands: readonly Command[]): readonly string[] {
  const nodes = discordCommands(commands);
  const tooMany = nodes.length > MOST.commands ? [`${nodes.length} commands, at most ${MOST.commands}`] : [];
  return [
    ...tooMany,
    ...nodes.flatMap((node) => [...totalFaults(node), ...nodeFaults(node, `/${node.name}`)]),
  ];
}

function commandNode(name: string, { summary, options }: Command, type?: number): DiscordNode {
  const own = Object.entries(options).map(([option, declared]) => optionNode(option, declared));
  return { ...described(name, summary), ...(type === undefined ? {} : { type }), options: own };
}

function optionNode(name: string, { kind, summary, required }: Option<unknown>): DiscordNode {
  return {
    ...described(name, summary),
    type: TYPES[kind.type],
    required,
    ...(kind.complete ? { autocomplete: true } : {}),
    ...(kind.min === undefined ? {} : { minValue: kind.min }),
    ...(kind.max === undefined ? {} : { maxValue: kind.max }),
    options: [],
  };
}

function described(name: string, { en, es }: Text) {
  return { name, description: en, descriptionEs: es };
}

function* nodeFaults(node: DiscordNode, where: string): Generator<string> {
  const { name, description, descriptionEs, options } = node;
  if (!NAME.test(name) || name !== name.toLowerCase()) yield `${where}: the name ${name}`;
  for (const text of [description, descriptionEs]) {
    if (text.length < 1 || text.length > MOST.description) yield `${where}: a description of ${text.length}`;
  }
  if (options.length > MOST.options) yield `${where}: ${options.length} options, at most ${MOST.options}`;
  if (new Set(options.map((option) => option.name)).size < options.length) yield `${where}: a name twice`;
  if (node.autocomplete && node.type === TYPES.boolean) yield `${where}: a boolean cannot be completed`;
  const lastRequired = options.findLastIndex(({ required }) => required);
  const firstOptional = options.findIndex(({ type, required }) => type !== TYPES.subcommand && !required);
  if (firstOptional >= 0 && lastRequired > firstOptional) yield `${where}: required after optional`;
  const kinds = new Set(options.map(({ type }) => type === TYPES.subcommand));
  if (kinds.size > 1) yield `${where}: subcommands beside options`;
  for (const option of options) yield* nodeFaults(option, `${where} ${option.name}`);
}

function totalFaults(node: DiscordNode): readonly string[] {
  const characters = charactersIn(node);
  return characters > MOST.characters ? [`/${node.name}: ${characters} characters in all`] : [];
}

/** Every language counted, which is no less than what Discord counts. */
function charactersIn({ name, description, descriptionEs, options }: DiscordNode): number {
  const own = name.length + description.length + descriptionEs.length;
  return options.reduce((sum, option) => sum + charactersIn(option), own);
}
