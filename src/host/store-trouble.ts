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
      en: 'What makes room still works: /vm delete, /image remove, /image prune. Which disk it is: /host doctor',
      es: 'Lo que libera espacio sigue funcionando: /vm delete, /image remove, /image prune. Qué disco es: /host doctor',
    }),
  },
  'share-used-up': {
    code: 'no-capacity',
    text: {
      en: 'The share of the disk that labvm’s data directory may fill (a quota) is used up.',
      es: 'La cuota de disco del directorio de datos de labvm está agotada.',
    },
    hint: () => ({
      en: 'An administrator raises the quota of labvm’s user (setquota). What makes room still works: /vm delete, /image remove, /image prune. Which disk it is: /host doctor',
      es: 'Un administrador amplía la cuota del usuario de labvm (setquota). Lo que libera espacio sigue funcionando: /vm delete, /image remove, /image prune. Qué disco es: /host doctor',
    }),
  },
  held: {
    code: 'busy',
    text: {
      en: 'Another process holds labvm’s database and does not let go of it.',
      es: 'Otro proceso retiene la base de datos de labvm y no la suelta.',
    },
    hint: (file) => ({
      en: `See which one, as root: fuser ${file}`,
      es: `Para ver cuál, como root: fuser ${file}`,
    }),
  },
  damaged: {
    code: 'failed',
    text: { en: 'labvm’s database is damaged.', es: 'La base de datos de labvm está dañada.' },
    hint: (file) => ({
      en: `Stop labvm and put a copy back (docs/backup.md), or move ${file} away with its -wal and -shm: machines and their owners are known to the hypervisor and are not lost.`,
      es: `Pare labvm y reponga una copia (docs/backup.md), o aparte ${file} con sus -wal y -shm: el hipervisor conoce las máquinas y sus dueños, y no se pierden.`,
    }),
  },
  'read-only': {
    code: 'failed',
    text: {
      en: 'labvm’s database can be read but not written.',
      es: 'La base de datos de labvm se puede leer, pero no escribir.',
    },
    hint: (file) => ({
      en: `See whether its disk became read-only after an error (dmesg), and whether this user may write ${file} and its directory.`,
      es: `Mire si su disco quedó en solo lectura tras un error (dmesg), y si este usuario puede escribir ${file} y su directorio.`,
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
      en: 'The disk with labvm’s database fails to read or write.',
      es: 'El disco con la base de datos de labvm falla al leer o escribir.',
    },
    hint: (file) => ({
      en: `Look after the disk of ${file} (dmesg), keep a copy of what can be read (docs/backup.md), and start labvm again.`,
      es: `Revise el disco de ${file} (dmesg), guarde una copia de lo que se pueda leer (docs/backup.md) y arranque labvm de nuevo.`,
    }),
  },
  moved: {
    code: 'failed',
    text: {
      en: 'labvm’s database was taken away or replaced while labvm ran.',
      es: 'La base de datos de labvm se ha quitado o reemplazado con labvm en marcha.',
    },
    hint: (file) => ({
      en: `Stop every labvm and start it again. To put a copy in the place of ${file}, stop labvm first: docs/backup.md`,
      es: `Pare todos los labvm que haya y arránquelos de nuevo. Para poner una copia en lugar de ${file}, pare antes labvm: docs/backup.md`,
    }),
  },
};

/** A trouble of the database, in the words of whoever meets it. @param file the database's path */
export function storeTrouble(trouble: StoreTrouble, file: string, cause?: unknown): UserError {
  const { code, text, hint } = WORDINGS[trouble];
  return new UserError(code, text, hint(file), { cause });
}
