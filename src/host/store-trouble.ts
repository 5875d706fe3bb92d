import { type ErrorCode, UserError } from '../base/errors.ts';
import type { Text } from '../base/text.ts';

/**
 * What can be wrong with the database itself. `share-used-up`: its disk has room, but not for labvm’s user (a quota); `held`: another process does not let go of it; `moved`: its file was
 * taken away or replaced below a labvm that runs.
 */
export type StoreTrouble =
  | 'full'
  | 'share-used-up'
  | 'held'
  | 'damaged'
  | 'read-only'
  | 'cannot-open'
  | 'input-output'
  | 'moved';

interface Wording {
  readonly code: ErrorCode;
  readonly text: Text;
  /** @param file the database's path */
  hint(file: string): Text;
}

const WORDINGS: Readonly<Record<StoreTrouble, Wording>> = {
  full: {
    code: 'no-capacity',
    text: {
      en: 'The disk of labvm’s data directory is full.',
      es: 'El disco del directorio de datos de labvm está lleno.',
    },
    hint: () => ({
      en: 'You can still make room: /vm delete, /image remove, /image prune. To see which disk it is: /host doctor',
      es: 'Todavía puede liberar espacio: /vm delete, /image remove, /image prune. Para ver qué disco es: /host doctor',
    }),
  },
  'share-used-up': {
    code: 'no-capacity',
    text: {
      en: 'The disk quota of labvm’s data directory is used up.',
      es: 'La cuota de disco del directorio de datos de labvm está agotada.',
    },
    hint: () => ({
      en: 'An administrator can raise the quota of labvm’s user (setquota). You can still make room: /vm delete, /image remove, /image prune. To see which disk it is: /host doctor',
      es: 'Un administrador puede ampliar la cuota del usuario de labvm (setquota). Todavía puede liberar espacio: /vm delete, /image remove, /image prune. Para ver qué disco es: /host doctor',
    }),
  },
  held: {
    code: 'busy',
    text: {
      en: 'Another process has locked labvm’s database and does not release it.',
      es: 'Otro proceso tiene bloqueada la base de datos de labvm y no la libera.',
    },
    hint: (file) => ({
      en: `To see which process, as root: fuser ${file}`,
      es: `Para ver qué proceso, como root: fuser ${file}`,
    }),
  },
  damaged: {
    code: 'failed',
    text: { en: 'labvm’s database is damaged.', es: 'La base de datos de labvm está dañada.' },
    hint: (file) => ({
      en: `Stop labvm and restore a backup (docs/backup.md), or move ${file} away with its -wal and -shm. The hypervisor knows the machines and their owners, so they are not lost.`,
      es: `Pare labvm y restaure una copia (docs/backup.md), o aparte ${file} con sus -wal y -shm. El hipervisor conoce las máquinas y sus dueños, así que no se pierden.`,
    }),
  },
  'read-only': {
    code: 'failed',
    text: {
      en: 'labvm’s database can be read but not written.',
      es: 'La base de datos de labvm se puede leer, pero no escribir.',
    },
    hint: (file) => ({
      en: `Check whether its disk became read-only after an error (dmesg), and whether this user can write to ${file} and its directory.`,
      es: `Compruebe si su disco quedó en solo lectura tras un error (dmesg), y si este usuario puede escribir en ${file} y su directorio.`,
    }),
  },
  'cannot-open': {
    code: 'failed',
    text: {
      en: 'labvm’s database cannot be opened.',
      es: 'No se puede abrir la base de datos de labvm.',
    },
    hint: (file) => ({
      en: `Let this user read and write ${file} and its directory, or set LABVM_DATA_DIR to another one.`,
      es: `Permita a este usuario leer y escribir ${file} y su directorio, o indique otro en LABVM_DATA_DIR.`,
    }),
  },
  'input-output': {
    code: 'failed',
    text: {
      en: 'The disk with labvm’s database cannot be read or written.',
      es: 'El disco con la base de datos de labvm no se puede leer ni escribir.',
    },
    hint: (file) => ({
      en: `Check the disk of ${file} (dmesg), copy what can still be read (docs/backup.md), and start labvm again.`,
      es: `Revise el disco de ${file} (dmesg), copie lo que aún se pueda leer (docs/backup.md) y arranque labvm de nuevo.`,
    }),
  },
  moved: {
    code: 'failed',
    text: {
      en: 'labvm’s database was removed or replaced while labvm was running.',
      es: 'La base de datos de labvm se ha quitado o reemplazado con labvm en marcha.',
    },
    hint: (file) => ({
      en: `Stop every labvm and start it again. To replace ${file} with a backup, stop labvm first: docs/backup.md`,
      es: `Pare todos los labvm y arránquelos de nuevo. Para sustituir ${file} por una copia, pare antes labvm: docs/backup.md`,
    }),
  },
};

/** A trouble of the database, in the words of whoever meets it. @param file the database's path */
export function storeTrouble(trouble: StoreTrouble, file: string, cause?: unknown): UserError {
  const { code, text, hint } = WORDINGS[trouble];
  return new UserError(code, text, hint(file), { cause });
}
