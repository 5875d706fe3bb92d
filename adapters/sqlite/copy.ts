import { closeSync, existsSync, fsyncSync, linkSync, openSync, rmSync } from 'node:fs';
import { dirname } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { UserError } from '../../src/base/errors.ts';
import { systemEvidence, systemWords } from '../../src/view/system-words.ts';
import { isOutOfRoom, unusable } from './database-error.ts';

/** How long another process's transaction is waited for, in milliseconds. */
const WAIT_MS = 15_000;

export interface CopyOptions {
  /** The database's path. */
  readonly from: string;
  /** Where the copy is to be; nothing may be there. */
  readonly to: string;
  readonly now: Date;
}

/**
 * Makes a copy of the database as it is at one moment, also while other processes use it. The copy knows that it is one:
 * whoever opens it in the place of the database carries nothing out that was unfinished then.
 * @throws UserError where there is no database, or the copy cannot be made; then nothing is left of it
 */
export function copyDatabase({ from, to, now }: CopyOptions): void {
  if (!existsSync(from)) throw noDatabase(from);
  if (existsSync(to)) throw isThere(to);
  const partial = `${to}.${process.pid}.partial`;
  try {
    // Empty, and for this user alone: what SQLite makes itself would be for everybody.
    closeSync(openSync(partial, 'wx', 0o600));
    snapshot(from, partial);
    mark(partial, now);
    // As a rename, but for a file that somebody has put there meanwhile.
    linkSync(partial, to);
    sync(dirname(to));
  } catch (error) {
    throw error instanceof UserError ? error : cannotCopy(to, error);
  } finally {
    rmSync(partial, { force: true });
  }
}

/** One transaction that only reads: it holds nobody up, and what others write meanwhile is not in it. */
function snapshot(from: string, to: string): void {
  const source = orInWords(from, () => new DatabaseSync(from, { timeout: WAIT_MS }));
  try {
    source.prepare('VACUUM INTO ?').run(to);
  } catch (error) {
    // Of a full disk it is the copy's.
    throw isOutOfRoom(error) ? error : unusable(from, error);
  } finally {
    source.close();
  }
}

function mark(file: string, now: Date): void {
  const copy = new DatabaseSync(file);
  try {
    const hasLife = copy.prepare("SELECT 1 FROM sqlite_schema WHERE name = 'life'").get() !== undefined;
    // Whoever lives on the database does not live on its copy.
    copy.exec('UPDATE jobs SET slot = NULL; DELETE FROM workers');
    if (hasLife) copy.prepare('UPDATE life SET copied_at = ?').run(now.getTime());
  } finally {
    copy.close();
  }
  sync(file);
}

function sync(path: string): void {
  const descriptor = openSync(path, 'r');
  try {
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
}

function orInWords<T>(file: string, call: () => T): T {
  try {
    return call();
  } catch (error) {
    throw unusable(file, error);
  }
}

function noDatabase(file: string): UserError {
  return new UserError(
    'not-found',
    { en: `There is no database ${file} to copy.`, es: `No hay ninguna base de datos ${file} que copiar.` },
    {
      en: 'Set LABVM_DATA_DIR to the directory of the labvm you want to copy.',
      es: 'Indique en LABVM_DATA_DIR el directorio del labvm que quiere copiar.',
    },
  );
}

function isThere(file: string): UserError {
  return new UserError(
    'exists',
    { en: `${file} already exists.`, es: `${file} ya existe.` },
    {
      en: 'Choose a file that does not exist yet: nothing is overwritten.',
      es: 'Indique un fichero que aún no exista: no se sobrescribe nada.',
    },
  );
}

function cannotCopy(file: string, cause: unknown): UserError {
  const isFull = isOutOfRoom(cause);
  const why = systemWords(cause);
  return new UserError(
    isFull ? 'no-capacity' : 'failed',
    isFull
      ? {
          en: `There is no room on the disk for the copy ${file}.`,
          es: `No hay espacio en el disco para la copia ${file}.`,
        }
      : {
          en: `The copy ${file} could not be written: ${why.en}.`,
          es: `No se ha podido escribir la copia ${file}: ${why.es}.`,
        },
    {
      en: 'Choose a file on another disk, in a directory that this user can write to.',
      es: 'Indique un fichero en otro disco, en un directorio donde este usuario pueda escribir.',
    },
    { cause, evidence: systemEvidence(cause) },
  );
}
