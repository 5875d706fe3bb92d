/** A registered command, a subcommand or an option, as far as it is read here. */
interface Node {
  readonly name: string;
  readonly name_localizations?: Readonly<Record<string, string>> | null;
  readonly type?: number;
  readonly options?: readonly Node[];
}

/** A line as it is picked in Discord. */
export interface Picked {
  /** By the names that Discord sends. */
  readonly typed: string;
  /** By the names that the person sees. */
  readonly shown: string;
}

const SUBCOMMAND = 1;
const ANY = 'labvm';

/**
 * A line by the commands that are registered, its words as their options; what is none of them follows labvm's name.
 * @param tag the person's language
 */
export function asPicked(line: string, registered: readonly object[], tag: string): Picked {
  const commands = registered as readonly Node[];
  const words = line.replace(/^\//, '').split(' ');
  const way = wayTo(words, commands);
  if (way === null) return anyLine(words.join(' '), commands, tag);
  const values = words.slice(way.length);
  const options = (way.at(-1)?.options ?? []).slice(0, values.length);
  const put = (nameOf: (node: Node) => string) =>
    `/${[...way.map(nameOf), ...options.map((option, at) => `${nameOf(option)}:${values[at]}`)].join(' ')}`;
  return { typed: put(({ name }) => name), shown: put((node) => named(node, tag)) };
}

/** The command and its subcommand; null where there is none. */
function wayTo([word, next]: readonly string[], commands: readonly Node[]): readonly Node[] | null {
  const command = commands.find(({ name }) => name === word);
  if (!command) return null;
  const has = command.options?.some(({ type }) => type === SUBCOMMAND) ?? false;
  if (!has) return [command];
  const sub = command.options?.find(({ name }) => name === next);
  return sub ? [command, sub] : null;
}

function anyLine(line: string, commands: readonly Node[], tag: string): Picked {
  const command = commands.find(({ name }) => name === ANY);
  const [option] = command?.options ?? [];
  if (!command || !option) throw new Error(`Discord has no /${ANY} for ${line}.`);
  return {
    typed: `/${command.name} ${option.name}:${line}`,
    shown: `/${named(command, tag)} ${named(option, tag)}:${line}`,
  };
}

const named = ({ name, name_localizations: others }: Node, tag: string): string => others?.[tag] ?? name;
