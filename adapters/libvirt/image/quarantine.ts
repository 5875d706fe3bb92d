import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { UserError } from '../../../src/base/errors.ts';
import { cannotWrite, openClosedFolder } from '../disk/closed-folder.ts';
import { isRefused } from '../file-errors.ts';

/**
 * The pool's folder for what nobody has looked at yet. libvirt reads the beginning of every file in a pool whenever it
 * likes, also of hidden ones, and opens what it names as standing below it; folders it only lists and does not enter
 * (9.0: virStorageBackendRefreshLocal). It is in the pool, so that what is good is renamed and not written again.
 */
const NAME = '.intake';

export function quarantineOf(poolFolder: string): string {
  return join(poolFolder, NAME);
}

/**
 * Makes the folder where it is missing.
 * @throws UserError where it cannot be made, or somebody else made it
 */
export async function openQuarantine(poolFolder: string): Promise<string> {
  const folder = quarantineOf(poolFolder);
  try {
    await removeForerunners(poolFolder);
    await openClosedFolder(folder, notOurs);
  } catch (error) {
    throw error instanceof UserError ? error : cannotWrite(poolFolder, error);
  }
  return folder;
}

/** Of labvm 0.1, which had unfinished images among the pool's files. */
const FORERUNNER = /^\.image-[a-z0-9-]+\.(?:partial|mark)$/;

async function removeForerunners(poolFolder: string): Promise<void> {
  // A folder that one may pass through but not list holds none of one's own.
  const names = await readdir(poolFolder).catch((error: unknown) => {
    if (isRefused(error)) return [];
    throw error;
  });
  for (const name of names.filter((name) => FORERUNNER.test(name))) {
    await rm(join(poolFolder, name), { force: true });
  }
}

function notOurs(folder: string): UserError {
  return new UserError(
    'failed',
    {
      en: `labvm puts images into ${folder} before it has checked them, but the folder belongs to another user.`,
      es: `labvm deja en ${folder} las imágenes que aún no ha examinado, pero la carpeta pertenece a otro usuario.`,
    },
    {
      en: 'An administrator can remove it, or give it to the user that labvm runs as.',
      es: 'Un administrador puede borrarla, o dársela al usuario con el que se ejecuta labvm.',
    },
  );
}
