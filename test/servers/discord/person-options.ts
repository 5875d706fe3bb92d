/** A registered command, a subcommand or an option of one. */
interface Node {
  readonly id?: string;
  readonly name: string;
  readonly type?: number;
  readonly required?: boolean;
  readonly autocomplete?: boolean;
  readonly min_value?: number;
  readonly max_value?: number;
  readonly min_length?: number;
  readonly max_length?: number;
  readonly choices?: readonly { readonly value: unknown }[];
  readonly options?: readonly Node[];
}

/** A line that somebody types, against what is registered. */
export interface Given {
  readonly command: Node;
  readonly subcommand: Node | null;
  readonly values: readonly { readonly option: Node; readonly text: string }[];
  /** The name of the last option that was typed. */
  readonly last: string | null;
}

const SUBCOMMAND = 1;
const STRING = 3;
const INTEGER = 4;
const BOOLEAN = 5;

/** Reads `/vm create image:tiny name:web1` as Discord's client does. @throws where the client would not let it be typed */
export function readLine(line: string, lists: readonly Readonly<Record<string, unknown>>[]): Given {
  const [word = '', ...rest] = line.split(' ');
  const command = (lists as unknown as readonly Node[]).find(({ name }) => `/${name}` === word);
  if (!command) throw new Error(`Discord knows no command ${word}.`);
  const hasSubcommands = command.options?.some(({ type }) => type === SUBCOMMAND) ?? false;
  const subcommand = hasSubcommands ? command.options?.find(({ name }) => name === rest[0]) : null;
  if (subcommand === undefined) throw new Error(`Discord knows no ${word} ${rest[0]}.`);
  const options = (subcommand ?? command).options ?? [];
  const text = (subcommand ? rest.slice(1) : rest).join(' ');
  const names = options.map(({ name }) => name).join('|');
  const starts = names === '' ? [] : [...text.matchAll(new RegExp(`(?:^| )(${names}):`, 'g'))];
  if (text.trim() !== '' && starts.length === 0)
    throw new Error(`Discord does not know what ${text} is for.`);
  const values = starts.map((start, at) => {
    const end = starts[at + 1]?.index ?? text.length;
    const option = options.find(({ name }) => name === start[1]);
    if (!option) throw new Error('unreachable');
    return { option, text: text.slice(start.index + start[0].length, end) };
  });
  return { command, subcommand, values, last: values.at(-1)?.option.name ?? null };
}

/**
 * What Discord sends of it.
 * @param focused the option that is being typed; nothing is demanded of the others then
 */
export function optionsOf({ command, subcommand, values }: Given, focused: string | null): readonly object[] {
  const declared = (subcommand ?? command).options ?? [];
  const missing = declared.find((one) => one.required && !values.some(({ option }) => option === one));
  if (missing && focused === null) throw new Error(`Discord asks for ${missing.name} first.`);
  const given = values.map(({ option, text }) => {
    const isFocused = option.name === focused;
    const value = isFocused ? text : typedValue(option, text);
    return { name: option.name, type: option.type, value, ...(isFocused ? { focused: true } : {}) };
  });
  return subcommand ? [{ type: SUBCOMMAND, name: subcommand.name, options: given }] : given;
}

function typedValue({ name, type, choices, ...limits }: Node, text: string): string | number | boolean {
  const refuse = (why: string) => new Error(`Discord does not take ${text} for ${name}: ${why}.`);
  if (type === BOOLEAN) {
    if (text !== 'True' && text !== 'False') throw refuse('True or False');
    return text === 'True';
  }
  const value = type === INTEGER ? Number(text) : text;
  if (type === INTEGER && !Number.isSafeInteger(value)) throw refuse('a whole number');
  if (
    typeof value === 'number' &&
    (value < (limits.min_value ?? value) || value > (limits.max_value ?? value))
  )
    throw refuse('out of range');
  if (type === STRING && typeof value === 'string') {
    if (value === '') throw refuse('nothing');
    if (value.length > (limits.max_length ?? 6000) || value.length < (limits.min_length ?? 0))
      throw refuse('its length');
  }
  if (choices && choices.length > 0 && !choices.some((one) => one.value === value)) throw refuse('no choice');
  return value;
}
