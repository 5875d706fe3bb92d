import { randomUUID } from 'node:crypto';
import { rename, rm, writeFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';

/**
 * Puts a file in place as a whole: whoever reads it sees what was there before or all of what is there now, also where
 * several write it at the same moment. The draft beside it is hidden, and gone again if the disk is full.
 * @param mode of the file, as the process's umask lets it be
 * @throws the system's error; then what was there before is still there
 */
export async function putWhole(path: string, content: string | Uint8Array, mode: number): Promise<void> {
  const draft = join(dirname(path), `.${basename(path)}.${randomUUID()}.partial`);
  try {
    await writeFile(draft, content, { mode, flag: 'wx' });
    await rename(draft, path);
  } finally {
    await rm(draft, { force: true });
  }
}
