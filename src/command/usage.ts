import type { Command } from './command.ts';
import type { Option } from './option.ts';

/** How a command is typed: `/vm create <image> [name] [--cpus <number>]`. */
export function usageOf(command: Command): string {
  const options = Object.entries(command.options).map(([name, option]) => optionUsage(name, option));
  return [`/${command.path.join(' ')}`, ...options].join(' ');
}

/** An option as sentences name it, `--memory` or `<name>`: the only way that its name is written. */
export function optionName(name: string, { positional }: Pick<Option<unknown>, 'positional'>): string {
  return positional ? `<${name}>` : flagName(name);
}

/** A flag as it is typed. */
export function flagName(name: string): string {
  return `--${name}`;
}

/** An option's name with what it takes: `--memory <size>`. */
export function optionWithValue(name: string, { kind, positional }: Option<unknown>): string {
  if (positional) return name;
  return kind.placeholder === '' ? flagName(name) : `${flagName(name)} <${kind.placeholder}>`;
}

function optionUsage(name: string, option: Option<unknown>): string {
  if (!option.positional) return `[${optionWithValue(name, option)}]`;
  return option.required ? `<${name}>` : `[${name}]`;
}
