import { readFile, writeFile } from 'node:fs/promises';
import { commands } from '../commands/index.ts';
import { commandTable } from '../src/command/table.ts';

const BEGIN = '<!-- commands: npm run readme -->';
const END = '<!-- /commands -->';

/**
 * The README with its table of commands written anew from the declarations.
 * @throws Error where the two marks are not there
 */
export function withCommandTable(readme: string): string {
  const [before, rest] = readme.split(BEGIN);
  const after = rest?.split(END)[1];
  if (before === undefined || after === undefined)
    throw new Error(`README.md needs the marks ${BEGIN} and ${END}.`);
  return `${before}${BEGIN}\n\n${commandTable(commands)}\n${END}${after}`;
}

if (import.meta.main) {
  const path = new URL('../README.md', import.meta.url);
  await writeFile(path, withCommandTable(await readFile(path, 'utf8')));
}
