import { lstat, open, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { UserError } from '../../../src/base/errors.ts';
import { cannotWrite, openClosedFolder } from '../disk/closed-folder.ts';
import { isMissing, isTaken } from '../file-errors.ts';
import { consoleVolume, isConsoleLog } from '../machine/ids.ts';

/**
 * The pool's folder for the logs of serial consoles. A log's first bytes are the guest's to choose, and libvirt, which
 * is root, opens what a file among the pool's own names as standing below it, whenever it reads the pool anew: a FIFO
 * holds it up for ever, and /dev/watchdog restarts the host. Folders it lists and does not enter. virtlogd, which
 * writes the logs, is root; so only a labvm that is root can read them here.
 */
const NAME = '.console';

/**
 * Where the logs of new machines' consoles lie: in root's folder, or, where labvm is not root and reads them through
 * libvirt, among the pool's files, with the danger that has.
 */
export type ConsoleWay = 'folder' | 'pool';

/** Where a machine's log lies in the folder of a pool. */
export function consoleLogIn(poolFolder: string, uuid: string): string {
  return join(poolFolder, NAME, consoleVolume(uuid));
}

/**
 * Makes the empty log of a machine that is not there yet; what an earlier attempt left is replaced.
 * @param isThere whether the machine is there by now: then its log is not replaced
 * @returns its path, or null if the machine is there
 * @throws UserError where it cannot be made
 */
export async function makeConsoleLog(
  poolFolder: string,
  uuid: string,
  isThere: () => Promise<boolean>,
): Promise<string | null> {
  const folder = join(poolFolder, NAME);
  const file = consoleLogIn(poolFolder, uuid);
  const isMade = await writing(folder, async () => {
    await openClosedFolder(folder, notOurs);
    return makeEmpty(file);
  });
  if (isMade) return file;
  if (await isThere()) return null;
  await writing(folder, async () => {
    await removeFrom(folder, uuid);
    await makeEmpty(file);
  });
  return file;
}

/** Removes a machine's log with all that virtlogd put aside, also of a log that lay among the pool's files. */
export async function removeConsoleLogs(poolFolder: string, uuid: string): Promise<void> {
  for (const folder of [join(poolFolder, NAME), poolFolder]) {
    await writing(folder, () => removeFrom(folder, uuid));
  }
}

/**
 * Whether virtlogd may have put a log aside among the pool's files; whoever cannot see the folder cannot say no. To ask
 * for a file takes no right to list the folder.
 */
export async function mayHavePutAside(poolFolder: string, uuid: string): Promise<boolean> {
  try {
    await lstat(poolFolder);
  } catch {
    return true;
  }
  return lstat(join(poolFolder, `${consoleVolume(uuid)}.0`)).then(
    () => true,
    (error: unknown) => !isMissing(error),
  );
}

async function removeFrom(folder: string, uuid: string): Promise<void> {
  const names = await readdir(folder).catch((error: unknown) => {
    if (isMissing(error)) return [];
    throw error;
  });
  for (const name of names.filter((name) => isConsoleLog(name, uuid))) {
    await rm(join(folder, name), { force: true });
  }
}

/** @returns whether it was not there */
async function makeEmpty(file: string): Promise<boolean> {
  try {
    await (await open(file, 'wx', 0o600)).close();
    return true;
  } catch (error) {
    if (isTaken(error)) return false;
    throw error;
  }
}

async function writing<T>(folder: string, write: () => Promise<T>): Promise<T> {
  try {
    return await write();
  } catch (error) {
    throw error instanceof UserError ? error : cannotWrite(folder, error);
  }
}

function notOurs(folder: string): UserError {
  return new UserError(
    'failed',
    {
      en: `labvm puts the console logs of machines into ${folder}, but the folder belongs to another user.`,
      es: `labvm deja los registros de las consolas en ${folder}, pero la carpeta pertenece a otro usuario.`,
    },
    {
      en: 'An administrator can remove it, or give it to the user that labvm runs as.',
      es: 'Un administrador puede borrarla, o dársela al usuario con el que se ejecuta labvm.',
    },
  );
}
