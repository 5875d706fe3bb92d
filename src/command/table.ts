import type { Command } from './command.ts';
import { usageOf } from './usage.ts';

/** The commands as a Markdown table, English and Spanish. */
export function commandTable(commands: readonly Command[]): string {
  const rows = commands.map(
    (command) => `| \`${inCell(usageOf(command))}\` | ${command.summary.en} | ${command.summary.es} |`,
  );
  return ['| command | | |', '|---|---|---|', ...rows, ''].join('\n');
}

/** A bar ends a cell, also in code (GitHub Flavored Markdown, 4.10). */
function inCell(text: string): string {
  return text.replaceAll('|', '\\|');
}
