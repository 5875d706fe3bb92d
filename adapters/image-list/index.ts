import { constants } from 'node:fs';
import { open } from 'node:fs/promises';
import { UserError } from '../../src/base/errors.ts';
import type { Text } from '../../src/base/text.ts';
import type { Image } from '../../src/image/image.ts';
import { NO_REGULAR_FILE, systemEvidence, systemWords } from '../../src/view/system-words.ts';
import { readEntries } from './entries.ts';
import { imageOf } from './image-of.ts';
import { type Fault, readYaml } from './read-yaml.ts';

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
  const yaml = readYaml(text);
  if ('faults' in yaml) throw wrongList(file, yaml.faults);
  const read = readEntries(yaml.value, yaml.lineOf);
  if ('faults' in read) throw wrongList(file, read.faults);

  const own: Image[] = [];
  const faults: Fault[] = [];
  for (const [id, entry] of Object.entries(read.images)) {
    const made = imageOf(
      id,
      entry,
      builtIn.find((image) => image.id === id),
    );
    if ('problem' in made) {
      const { en, es } = made.problem;
      const words = { en: `images.${id}: ${en}`, es: `images.${id}: ${es}` };
      faults.push({ line: yaml.lineOf(['images', id]), words });
    } else own.push(made.image);
  }
  if (faults.length > 0) throw wrongList(file, faults);
  const known = new Set(builtIn.map(({ id }) => id));
  const changed = builtIn.map((image) => own.find(({ id }) => id === image.id) ?? image);
  return [...changed, ...own.filter(({ id }) => !known.has(id))];
}

/** @throws UserError where it is there and cannot be read, or is no list */
async function textOf(file: string): Promise<string | null> {
  try {
    // A pipe would be waited for.
    const handle = await open(file, constants.O_RDONLY | constants.O_NONBLOCK);
    try {
      const facts = await handle.stat();
      if (!facts.isFile()) throw unreadable(file, NO_REGULAR_FILE);
      if (facts.size > MOST_BYTES) throw unreadable(file, tooLong(facts.size));
      return await handle.readFile('utf8');
    } finally {
      await handle.close();
    }
  } catch (error) {
    if (error instanceof UserError || !(error instanceof Error && 'code' in error)) throw error;
    if (error.code === 'ENOENT') return null;
    throw unreadable(file, systemWords(error), systemEvidence(error));
  }
}

function tooLong(bytes: number): Text {
  return {
    en: `${bytes} bytes are too many for a list of images (the limit is ${MOST_BYTES})`,
    es: `${bytes} bytes son demasiados para una lista de imágenes (el límite es ${MOST_BYTES})`,
  };
}

const REMEDY: Text = {
  en: 'docs/images.md explains every field. Without this file, labvm uses its own list of images.',
  es: 'docs/images.md explica cada campo. Sin este fichero, labvm usa su propia lista de imágenes.',
};

function unreadable(file: string, why: Text, evidence?: string): UserError {
  return new UserError(
    'bad-argument',
    {
      en: `The list of images ${file} cannot be read: ${why.en}.`,
      es: `No se puede leer la lista de imágenes ${file}: ${why.es}.`,
    },
    REMEDY,
    { evidence },
  );
}

function wrongList(file: string, faults: readonly Fault[]): UserError {
  const list = (language: keyof Text) =>
    faults.map(({ line, words }) => `${file}:${line}: ${words[language]}`).join('; ');
  return new UserError(
    'bad-argument',
    {
      en: `The list of images has errors. ${list('en')}`,
      es: `La lista de imágenes tiene errores. ${list('es')}`,
    },
    REMEDY,
  );
}
