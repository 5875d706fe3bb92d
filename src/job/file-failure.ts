import type { ErrorRecord } from '../base/errors.ts';
import { join, type Text } from '../base/text.ts';
import { failedCall, type SystemTrouble } from '../view/system-trouble.ts';
import type { Hints } from './hints.ts';

const ROOM: Text = {
  en: 'Make room on it and ask again.',
  es: 'Libere espacio en él y vuelva a pedirlo.',
};
const SHARE: Text = {
  en: 'An administrator can raise the quota of labvm’s user, or make room in it: quota, setquota.',
  es: 'Un administrador puede ampliar la cuota del usuario de labvm o liberar espacio en ella: quota, setquota.',
};
const LOOK: Text = {
  en: 'Check that disk; dmesg shows the system’s own messages.',
  es: 'Revise ese disco; dmesg muestra los mensajes del sistema.',
};

/** Only what says something of the disk itself: the rest is labvm's own fault, and no file of the asker's. */
const FAILURES: Readonly<Partial<Record<SystemTrouble, (disk: Text, hints: Hints) => ErrorRecord>>> = {
  full: (disk, { room }) => ({
    code: 'no-capacity',
    text: { en: `${disk.en} is full.`, es: `${disk.es} está lleno.` },
    hint: room ? join([ROOM, room], ' ') : ROOM,
  }),
  'share-used-up': (disk, { room }) => ({
    code: 'no-capacity',
    text: {
      en: `${disk.en} has room, but the quota of labvm’s user is used up.`,
      es: `${disk.es} tiene espacio, pero la cuota del usuario de labvm está agotada.`,
    },
    hint: room ? join([SHARE, room], ' ') : SHARE,
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
export function fileFailure(error: unknown, hints: Hints): ErrorRecord | null {
  const call = failedCall(error);
  if (!call?.trouble) return null;
  const disk: Text =
    call.path === null
      ? { en: 'A disk of the host', es: 'Un disco del anfitrión' }
      : { en: `The disk with ${call.path}`, es: `El disco con ${call.path}` };
  return FAILURES[call.trouble]?.(disk, hints) ?? null;
}
