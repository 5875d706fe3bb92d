import type { ErrorRecord } from '../base/errors.ts';
import type { Text } from '../base/text.ts';
import { failedCall, type SystemTrouble } from '../view/system-trouble.ts';

const ROOM: Text = {
  en: 'Make room on it and try again. If machines’ disks are on it too: /vm delete, /image prune',
  es: 'Libere espacio en él e inténtelo de nuevo. Si los discos de las máquinas también están en él: /vm delete, /image prune',
};
const SHARE: Text = {
  en: 'An administrator can raise the quota of labvm’s user, or make room in it: quota, setquota. If machines’ disks count towards it too: /vm delete, /image prune',
  es: 'Un administrador puede ampliar la cuota del usuario de labvm, o liberar espacio en ella: quota, setquota. Si también cuentan los discos de las máquinas: /vm delete, /image prune',
};
const LOOK: Text = {
  en: 'Check that disk; dmesg shows the system’s own messages.',
  es: 'Revise ese disco; dmesg muestra los mensajes del sistema.',
};

/** Only what says something of the disk itself: the rest is labvm's own fault, and no file of the asker's. */
const FAILURES: Readonly<Partial<Record<SystemTrouble, (disk: Text) => ErrorRecord>>> = {
  full: (disk) => ({
    code: 'no-capacity',
    text: { en: `${disk.en} is full.`, es: `${disk.es} está lleno.` },
    hint: ROOM,
  }),
  'share-used-up': (disk) => ({
    code: 'no-capacity',
    text: {
      en: `${disk.en} has room, but the quota of labvm’s user is used up.`,
      es: `${disk.es} tiene espacio, pero la cuota del usuario de labvm está agotada.`,
    },
    hint: SHARE,
  }),
  'read-only': (disk) => ({
    code: 'failed',
    text: { en: `${disk.en} is read-only.`, es: `${disk.es} es de solo lectura.` },
    hint: LOOK,
  }),
  broken: (disk) => ({
    code: 'failed',
    text: { en: `${disk.en} cannot be read or written.`, es: `${disk.es} no se puede leer ni escribir.` },
    hint: LOOK,
  }),
};

/** How something ends that could not write or read a file of labvm’s own; null where an error is about something else. */
export function fileFailure(error: unknown): ErrorRecord | null {
  const call = failedCall(error);
  if (!call?.trouble) return null;
  const disk: Text =
    call.path === null
      ? { en: 'A disk of the host', es: 'Un disco del anfitrión' }
      : { en: `The disk with ${call.path}`, es: `El disco con ${call.path}` };
  return FAILURES[call.trouble]?.(disk) ?? null;
}
