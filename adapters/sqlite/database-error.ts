import { UserError } from '../../src/base/errors.ts';
import { type StoreTrouble, storeTrouble } from '../../src/host/store-trouble.ts';
import { failedCall, type SystemTrouble } from '../../src/view/system-trouble.ts';
import { systemEvidence } from '../../src/view/system-words.ts';

/** SQLite's primary result codes: https://www.sqlite.org/rescode.html */
const SQLITE_BUSY = 5;
const TROUBLES: Readonly<Record<number, StoreTrouble>> = {
  // SQLITE_PERM, SQLITE_READONLY
  3: 'read-only',
  8: 'read-only',
  // SQLITE_BUSY, SQLITE_LOCKED, SQLITE_PROTOCOL: others hold it, or the locks of its journal.
  [SQLITE_BUSY]: 'held',
  6: 'held',
  15: 'held',
  // SQLITE_IOERR
  10: 'input-output',
  // SQLITE_CORRUPT, SQLITE_NOTADB
  11: 'damaged',
  26: 'damaged',
  // SQLITE_FULL
  13: 'full',
  // SQLITE_CANTOPEN
  14: 'cannot-open',
};
const SQLITE_NOTADB = 26;

/** What the system has against the files themselves, and those that labvm puts beside them. */
const SYSTEM_TROUBLES: Readonly<Partial<Record<SystemTrouble, StoreTrouble>>> = {
  full: 'full',
  'share-used-up': 'share-used-up',
  'read-only': 'read-only',
  broken: 'input-output',
  closed: 'cannot-open',
  missing: 'cannot-open',
  'no-folder-above': 'cannot-open',
  folder: 'cannot-open',
};

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

/** What of the database itself an error tells; null where it tells of what was asked of it. */
export function troubleOf(error: unknown): StoreTrouble | null {
  const code = resultCode(error);
  if (code !== null) return TROUBLES[code] ?? null;
  const trouble = failedCall(error)?.trouble;
  return trouble ? (SYSTEM_TROUBLES[trouble] ?? null) : null;
}

/** Whether nothing more can be stored: what labvm holds in reserve is for this. */
export function isOutOfRoom(error: unknown): boolean {
  const trouble = troubleOf(error);
  return trouble === 'full' || trouble === 'share-used-up';
}

/** What a person can do about a database that cannot be opened; errors that say so already stay as they are. */
export function unusable(file: string, error: unknown): unknown {
  if (error instanceof UserError) return error;
  if (resultCode(error) === SQLITE_NOTADB) return notADatabase(file, error);
  const trouble = troubleOf(error);
  return trouble ? storeTrouble(trouble, file, error) : notUsable(file, error);
}

/** The schema is newer than this labvm. */
export function tooNew(file: string, found: number, known: number): UserError {
  return new UserError(
    'unsupported',
    {
      en: `The database ${file} was written by a newer labvm (its schema is ${found}; this one knows ${known}).`,
      es: `La base de datos ${file} es de una versión de labvm más reciente (esquema ${found}; esta conoce ${known}).`,
    },
    {
      en: 'Update labvm, or set LABVM_DATA_DIR to another directory. Nothing was changed.',
      es: 'Actualice labvm, o indique otro directorio en LABVM_DATA_DIR. No se ha cambiado nada.',
    },
  );
}

function notADatabase(file: string, cause: unknown): UserError {
  const { hint } = storeTrouble('damaged', file);
  return new UserError(
    'failed',
    {
      en: `The file ${file} is damaged, or is not a labvm database.`,
      es: `El fichero ${file} está dañado, o no es una base de datos de labvm.`,
    },
    hint,
    { cause },
  );
}

function notUsable(file: string, cause: unknown): UserError {
  return new UserError(
    'failed',
    {
      en: `The database ${file} cannot be used.`,
      es: `No se puede usar la base de datos ${file}.`,
    },
    {
      en: 'If this labvm is old, update it. Otherwise set LABVM_DATA_DIR to another directory. Nothing was changed.',
      es: 'Si este labvm es antiguo, actualícelo. Si no, indique otro directorio en LABVM_DATA_DIR. No se ha cambiado nada.',
    },
    { cause, evidence: systemEvidence(cause) },
  );
}
