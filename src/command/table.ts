import type { Command } from './command.ts';
import { usageOf } from './usage.ts';

/** The commands as a Markdown table, English and Spanish. */
export function commandTable(commands: readonly Command[]): string {
  const rows = commands.map(
    (command) => `| \`${usageOf(command)}\` | ${command.summary.en} | ${command.summary.es} |`,
  );
  return ['| command | | |', '|---|---|---|', ...rows, ''].join('\n');
}
