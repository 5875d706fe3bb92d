import { open } from 'node:fs/promises';
import { UserError } from '../../src/base/errors.ts';
import type { Text } from '../../src/base/text.ts';
import { fileTooLarge } from '../../src/command/attached.ts';
import { NO_REGULAR_FILE, systemWords } from '../../src/view/system-words.ts';

/**
 * All bytes of a file of the host's that somebody named.
 * @param most in bytes
 * @throws UserError where there are more, or it cannot be read
 */
export async function readWhole(path: string, most: number): Promise<Buffer> {
  try {
    const file = await open(path, 'r');
    try {
      const facts = await file.stat();
      if (!facts.isFile()) throw unread(path, NO_REGULAR_FILE);
      if (facts.size > most) throw fileTooLarge(path, most);
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
  return new UserError('bad-argument', {
    en: `The file ${path} cannot be read: ${why.en}.`,
    es: `No se puede leer el fichero ${path}: ${why.es}.`,
  });
}
