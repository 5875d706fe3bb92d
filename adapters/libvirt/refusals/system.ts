import type { Text } from '../../../src/base/text.ts';
import { failedCall, type SystemTrouble } from '../../../src/view/system-trouble.ts';
import type { Cause } from './cause.ts';
import { FULL, SHARE_USED_UP } from './room.ts';

/** Why the host's own system refused labvm a file, or null where the error is none of the system's. */
export function causeOfSystem(error: Error): Cause | null {
  const call = failedCall(error);
  if (!call?.trouble) return null;
  return CAUSES[call.trouble]?.(call.path) ?? null;
}

const CAUSES: Readonly<Partial<Record<SystemTrouble, (path: string | null) => Cause>>> = {
  full: () => FULL,
  'share-used-up': () => SHARE_USED_UP,
  closed,
  missing: (path) => ({
    kind: 'failed',
    why: { en: `${fileOf(path).en} is missing`, es: `falta ${fileOf(path).es}` },
    remedy: { en: 'Restore it from a backup.', es: 'Recupérelo de una copia de seguridad.' },
  }),
  'read-only': (path) => ({
    kind: 'failed',
    why: {
      en: `${fileOf(path).en} is on a disk that is mounted read-only`,
      es: `${fileOf(path).es} está en un disco montado en solo lectura`,
    },
    remedy: {
      en: 'An administrator can find out why (journalctl -k) and mount it read-write again.',
      es: 'Un administrador puede averiguar por qué (journalctl -k) y volver a montarlo en lectura y escritura.',
    },
  }),
  broken: (path) => ({
    kind: 'failed',
    why: {
      en: `${fileOf(path).en} cannot be read from the disk`,
      es: `no se puede leer del disco ${fileOf(path).es}`,
    },
    remedy: {
      en: "The disk may be failing. An administrator can check the kernel's log: journalctl -k",
      es: 'Puede que el disco esté fallando. Un administrador puede mirar el registro del núcleo: journalctl -k',
    },
  }),
};

function closed(path: string | null): Cause {
  return {
    kind: 'failed',
    why: {
      en: `the user that labvm runs as is not allowed to open ${fileOf(path).en}`,
      es: `el usuario con el que se ejecuta labvm no tiene permiso para abrir ${fileOf(path).es}`,
    },
    remedy: {
      en: 'Run labvm as root, or give that user access to it.',
      es: 'Ejecute labvm como root, o dé acceso a ese usuario.',
    },
  };
}

function fileOf(path: string | null): Text {
  return path === null
    ? { en: 'a file on the host', es: 'un fichero del anfitrión' }
    : { en: path, es: path };
}
