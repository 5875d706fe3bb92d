import { open } from 'node:fs/promises';
import { UserError } from '../../src/base/errors.ts';
import type { Text } from '../../src/base/text.ts';
import { NO_REGULAR_FILE, systemWords } from '../../src/view/system-words.ts';
import { notTaken } from './other-format.ts';
import { wrong } from './user-data-fault.ts';

/**
 * The text of a file of the host's, in UTF-8, or in UTF-16 where its first bytes say so, as editors of Windows write.
 * @throws UserError where it cannot be read, or is no text
 */
export async function textOfFile(path: string, mostBytes: number): Promise<string> {
  return textOf(await bytesOf(path, mostBytes));
}

async function bytesOf(path: string, mostBytes: number): Promise<Buffer> {
  try {
    const file = await open(path, 'r');
    try {
      const facts = await file.stat();
      if (!facts.isFile()) throw unread(path, NO_REGULAR_FILE);
      // As much may be in UTF-16, and twice as much then.
      if (facts.size > 2 * mostBytes + 2) throw tooLong(facts.size, mostBytes);
      return await file.readFile();
    } finally {
      await file.close();
    }
  } catch (error) {
    if (error instanceof UserError) throw error;
    throw unread(path, systemWords(error));
  }
}

function unread(path: string, why: Text): UserError {
  return wrong({
    en: `the file ${path} cannot be read: ${why.en}.`,
    es: `no se puede leer el fichero ${path}: ${why.es}.`,
  });
}

export function tooLong(size: number, most: number): UserError {
  return wrong({
    en: `${size} bytes are too many; the limit is ${most}.`,
    es: `${size} bytes son demasiados; el límite es ${most}.`,
  });
}

/** Gzip's first bytes (RFC 1952, 2.3.1). */
const GZIP = [0x1f, 0x8b];

function textOf(bytes: Buffer): string {
  const [first, second] = bytes;
  if (first === GZIP[0] && second === GZIP[1]) {
    throw notTaken(
      { en: 'a compressed file (gzip)', es: 'un fichero comprimido (gzip)' },
      { en: 'Unpack it first: gunzip', es: 'Descomprímalo antes: gunzip' },
    );
  }
  try {
    return new TextDecoder(encodingOf(first, second), { fatal: true }).decode(bytes);
  } catch {
    throw wrong(
      { en: 'the file is not UTF-8 text.', es: 'el fichero no es texto en UTF-8.' },
      {
        en: 'Save it as UTF-8 in your editor, then try again.',
        es: 'Guárdelo como UTF-8 en su editor e inténtelo de nuevo.',
      },
    );
  }
}

/** By the byte order mark (Unicode, 23.8). */
function encodingOf(first = 0, second = 0): string {
  if (first === 0xff && second === 0xfe) return 'utf-16le';
  return first === 0xfe && second === 0xff ? 'utf-16be' : 'utf-8';
}
