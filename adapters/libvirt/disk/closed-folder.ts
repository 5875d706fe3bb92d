import { chmod, lstat, mkdir } from 'node:fs/promises';
import { UserError } from '../../../src/base/errors.ts';
import { systemEvidence, systemWords } from '../../../src/view/system-words.ts';
import { isTaken } from '../file-errors.ts';

/** Nobody but labvm's user goes in. */
const MODE = 0o700;

/**
 * Makes a folder where it is missing that labvm's user alone may enter. Where it lies in a pool, libvirt lists it and
 * does not enter it (9.0: virStorageBackendRefreshLocal).
 * @throws UserError where somebody else made it, and the system's error where it cannot be made
 */
export async function openClosedFolder(
  folder: string,
  notOurs: (folder: string) => UserError,
): Promise<void> {
  await mkdir(folder, { mode: MODE }).catch((error: unknown) => {
    if (!isTaken(error)) throw error;
  });
  const facts = await lstat(folder);
  if (!facts.isDirectory() || facts.uid !== process.geteuid?.()) throw notOurs(folder);
  if ((facts.mode & 0o777) !== MODE) await chmod(folder, MODE);
}

/** Nothing can be written there. */
export function cannotWrite(folder: string, error: unknown): UserError {
  const why = systemWords(error);
  return new UserError(
    'failed',
    {
      en: `labvm cannot write to the storage pool's folder ${folder}: ${why.en}.`,
      es: `labvm no puede escribir en la carpeta del almacén ${folder}: ${why.es}.`,
    },
    {
      en: 'Run labvm as root, or make its user the owner of the folder.',
      es: 'Ejecute labvm como root, o haga a su usuario propietario de la carpeta.',
    },
    { cause: error, evidence: systemEvidence(error) },
  );
}
