import { readFile } from 'node:fs/promises';
import { LineCounter, parseDocument } from 'yaml';
import { UserError } from '../../src/errors.ts';
import type { Image } from '../../src/image/image.ts';
import { entries } from './entry.ts';
import { imageOf } from './image-of.ts';

/** Longer than any list that somebody writes, in bytes. */
const MOST_BYTES = 1_000_000;

/**
 * Reads `images.yaml`, with which an installation adds images to the catalogue and changes those that are in it.
 * @returns the whole catalogue; the built-in one where there is no such file
 * @throws UserError naming the lines that are wrong
 */
export async function readImageList(file: string, builtIn: readonly Image[]): Promise<readonly Image[]> {
  const text = await textOf(file);
  if (text === null) return builtIn;
  const lineCounter = new LineCounter();
  const document = parseDocument(text, { lineCounter });
  const faults = document.errors.map(
    ({ linePos, message }) => `${file}:${linePos?.[0].line ?? 1}: ${message.split('\n')[0]}`,
  );
  if (faults.length > 0) throw wrongList(faults);

  const parsed = entries.safeParse(document.toJS({ maxAliasCount: 100 }) ?? {});
  if (!parsed.success) {
    throw wrongList(
      parsed.error.issues.map((issue) => {
        const what =
          issue.code === 'invalid_key' ? (issue.issues[0]?.message ?? issue.message) : issue.message;
        return `${file}:${lineOf(issue.path)}: ${issue.path.join('.')}: ${what}`;
      }),
    );
  }
  const own: Image[] = [];
  for (const [id, entry] of Object.entries(parsed.data.images)) {
    const made = imageOf(
      id,
      entry,
      builtIn.find((image) => image.id === id),
    );
    if ('problem' in made) faults.push(`${file}:${lineOf(['images', id])}: images.${id}: ${made.problem}`);
    else own.push(made.image);
  }
  if (faults.length > 0) throw wrongList(faults);
  const known = new Set(builtIn.map(({ id }) => id));
  const changed = builtIn.map((image) => own.find(({ id }) => id === image.id) ?? image);
  return [...changed, ...own.filter(({ id }) => !known.has(id))];

  /** The line of what stands at a path, or of the nearest thing above it. */
  function lineOf(path: readonly PropertyKey[]): number {
    for (let length = path.length; length > 0; length -= 1) {
      const node: unknown = document.getIn(path.slice(0, length), true);
      const range = typeof node === 'object' && node !== null && 'range' in node ? node.range : null;
      if (Array.isArray(range)) return lineCounter.linePos(Number(range[0])).line;
    }
    return 1;
  }
}

async function textOf(file: string): Promise<string | null> {
  try {
    const text = await readFile(file, 'utf8');
    if (text.length > MOST_BYTES)
      throw wrongList([`${file}:1: ${text.length} characters are no list of images`]);
    return text;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
    throw error;
  }
}

function wrongList(faults: readonly string[]): UserError {
  const list = faults.join('; ');
  return new UserError(
    'bad-argument',
    { en: `The list of images is wrong. ${list}`, es: `La lista de imágenes es incorrecta. ${list}` },
    {
      en: 'docs/images.md explains every field. Without the file labvm knows its own images.',
      es: 'docs/images.md explica cada campo. Sin el fichero, labvm conoce sus propias imágenes.',
    },
  );
}
