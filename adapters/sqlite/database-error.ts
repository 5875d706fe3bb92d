import { UserError } from '../../src/errors.ts';

/** SQLite's primary result codes: https://www.sqlite.org/rescode.html */
const SQLITE_BUSY = 5;
const SQLITE_CORRUPT = 11;
const SQLITE_NOTADB = 26;

/** SQLite's primary result code of an error, or null if it is not SQLite's. */
function resultCode(error: unknown): number | null {
  if (!(error instanceof Error) || !('errcode' in error) || typeof error.errcode !== 'number') return null;
  // The upper bytes refine the code: SQLITE_BUSY_SNAPSHOT and its like are busy, too.
  return error.errcode & 0xff;
}

/** Whether another connection holds the database: the same may succeed a moment later. */
export function isBusy(error: unknown): boolean {
  return resultCode(error) === SQLITE_BUSY;
}

/** What a person can do about a database that cannot be opened; errors that say so already stay as they are. */
export function unusable(file: string, error: unknown): unknown {
  if (error instanceof UserError) return error;
  const code = resultCode(error);
  if (code === SQLITE_NOTADB || code === SQLITE_CORRUPT) return notADatabase(file, error);
  if (code === SQLITE_BUSY) return held(file, error);
  return notUsable(file, error);
}

/** The schema is newer than this labvm. */
export function tooNew(file: string, found: number, known: number): UserError {
  return new UserError(
    'unsupported',
    {
      en: `The database ${file} was written by a newer labvm (schema ${found}; this one knows ${known}).`,
      es: `La base de datos ${file} es de una versión de labvm más reciente (esquema ${found}; esta conoce ${known}).`,
    },
    {
      en: 'Update labvm, or set LABVM_DATA_DIR to another directory. Nothing was changed.',
      es: 'Actualice labvm, o indique otro directorio en LABVM_DATA_DIR. No se ha cambiado nada.',
    },
  );
}

function notADatabase(file: string, cause: unknown): UserError {
  return new UserError(
    'failed',
    {
      en: `The file ${file} is damaged, or is no database of labvm.`,
      es: `El archivo ${file} está dañado, o no es una base de datos de labvm.`,
    },
    {
      en: 'Move it away and start again: machines and their owners are known to the hypervisor and are not lost.',
      es: 'Apártelo y arranque de nuevo: el hipervisor conoce las máquinas y sus dueños, y no se pierden.',
    },
    { cause },
  );
}

function held(file: string, cause: unknown): UserError {
  return new UserError(
    'busy',
    {
      en: `Another process holds the database ${file} and does not let go of it.`,
      es: `Otro proceso retiene la base de datos ${file} y no la suelta.`,
    },
    { en: `See which one: fuser ${file}`, es: `Para ver cuál: fuser ${file}` },
    { cause },
  );
}

function notUsable(file: string, cause: unknown): UserError {
  const reason = cause instanceof Error ? cause.message : String(cause);
  return new UserError(
    'failed',
    {
      en: `The database ${file} cannot be used: ${reason}.`,
      es: `No se puede usar la base de datos ${file}: ${reason}.`,
    },
    {
      en: 'Make its directory writable for this user, or set LABVM_DATA_DIR to another one.',
      es: 'Dé permiso de escritura en su directorio a este usuario, o indique otro en LABVM_DATA_DIR.',
    },
    { cause },
  );
}
