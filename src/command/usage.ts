import type { Command } from './command.ts';
import type { Option } from './option.ts';

/** How a command is typed: `/vm create <image> [name] [--cpus <number>]`. */
export function usageOf(command: Command): string {
  const options = Object.entries(command.options).map(([name, option]) => optionUsage(name, option));
  return [`/${command.path.join(' ')}`, ...options].join(' ');
}

function optionUsage(name: string, { kind, positional, required }: Option<unknown>): string {
  if (positional) return required ? `<${name}>` : `[${name}]`;
  return kind.placeholder === '' ? `[--${name}]` : `[--${name} <${kind.placeholder}>]`;
}
