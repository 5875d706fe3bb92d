import type { Command } from './command.ts';
import { quoted, type Value, written } from './written.ts';
import { missing } from './wrong-option.ts';

export type { Value };
export type GivenValues = Readonly<Record<string, Value>>;

/**
 * The command line that says what these values say, so that it is read back as they are: values in their places,
 * flags after them, and last of all what takes the rest of the line. Names that the command does not know are typed
 * as flags, and the line is refused for them.
 * @param more flags of every command, such as `--yes`
 * @throws UserError where a value stands behind one that was left out
 */
export function lineOf(command: Command, values: GivenValues, more: readonly string[] = []): string {
  const has = (name: string) => Object.hasOwn(values, name);
  const declared = Object.entries(command.options);
  const places = declared.filter(([, { positional }]) => positional);
  mustHaveNoGap(command, values);
  const placed = places.flatMap(([name, { kind }]) =>
    has(name) && !kind.takesRest ? [written(kind, values[name] ?? '')] : [],
  );
  const unknown = Object.keys(values).filter((name) => !Object.hasOwn(command.options, name));
  const flags = [...declared.flatMap(([name, { positional }]) => (positional ? [] : [name])), ...unknown]
    .filter(has)
    .flatMap((name) => flag(name, values[name], command.options[name]?.kind.type));
  const rest = places.flatMap(([name, { kind }]) =>
    has(name) && kind.takesRest ? [written(kind, values[name] ?? '')] : [],
  );
  return [`/${command.path.join(' ')}`, ...placed, ...flags, ...more, ...rest].join(' ');
}

/** A command's line up to the value of an option, for its completion; places before it that are not given are filled. */
export function lineBefore(command: Command, name: string, values: GivenValues = {}): string {
  const { options } = command;
  if (!options[name]?.positional) return `${lineOf(command, {})} --${name} `;
  const names = Object.keys(options);
  const before = names.slice(0, names.indexOf(name));
  const given = before.map((one) => [one, values[one] || options[one]?.kind.example || 'x'] as const);
  return `${lineOf(command, Object.fromEntries(given))} `;
}

/**
 * A button's line: the words of a command, the values that are typed by their place, and flags such as `--yes`.
 * @param path such as `vm delete`
 */
export function lineFor(path: string, places: readonly Value[] = [], flags: readonly string[] = []): string {
  return [`/${path}`, ...places.map(quoted), ...flags].join(' ');
}

function flag(name: string, value: Value | undefined, type?: string): readonly string[] {
  if (type === 'boolean' || typeof value === 'boolean')
    return value === true || value === 'yes' ? [`--${name}`] : [];
  return [`--${name} ${quoted(value ?? '')}`];
}

/** A value in a later place would be read as that of the place left empty. */
function mustHaveNoGap(command: Command, values: GivenValues): void {
  const places = Object.entries(command.options).filter(([, { positional }]) => positional);
  const empty = places.findIndex(([name]) => !Object.hasOwn(values, name));
  const [name = '', option] = places[empty] ?? [];
  if (option && places.slice(empty).some(([later]) => Object.hasOwn(values, later)))
    throw missing(command, name, option);
}
