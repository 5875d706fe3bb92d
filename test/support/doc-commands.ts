import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from './sources.ts';

/**
 * The command lines that stand in a document below a heading, as lists of words.
 * @param moved what stands in another place in a test, by how the document names it
 * @throws Error where nothing of a name is to be found there
 */
export function docCommands(
  file: string,
  heading: string,
  moved: ReadonlyMap<string, string>,
): readonly (readonly string[])[] {
  const [, section = ''] = readFileSync(join(ROOT, file), 'utf8').split(`## ${heading}\n`);
  const [own = ''] = section.split('\n## ');
  const lines = [...own.matchAll(/^```\n(.*?)^```$/gms)].flatMap(([, block = '']) =>
    block.trim().split('\n'),
  );
  const absent = [...moved.keys()].filter((name) => !lines.some((line) => line.includes(name)));
  if (lines.length === 0 || absent.length > 0)
    throw new Error(`${file}, ${heading}: there is no command line with ${absent.join(', ')}`);
  return lines.map((line) => wordsOf(line).map((word) => inPlace(word, moved)));
}

/** As a shell cuts a line that has no other signs than single quotes. */
function wordsOf(line: string): readonly string[] {
  return [...line.matchAll(/'([^']*)'|(\S+)/g)].map(([, quoted, bare = '']) => quoted ?? bare);
}

function inPlace(word: string, moved: ReadonlyMap<string, string>): string {
  return [...moved].reduce((text, [from, to]) => text.replace(from, to), word);
}
