import { notTaken } from './other-format.ts';
import { wrong } from './user-data-fault.ts';

/** Gzip's first bytes (RFC 1952, 2.3.1). */
const GZIP = [0x1f, 0x8b];

/**
 * The text of a file, in UTF-8, or in UTF-16 where its first bytes say so, as editors of Windows write.
 * @throws UserError where it is no text
 */
export function textOfFile(bytes: Uint8Array): string {
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
