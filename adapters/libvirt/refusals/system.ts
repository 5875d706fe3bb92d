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
    remedy: { en: 'Put it back from a copy.', es: 'Restáurelo desde una copia.' },
  }),
  'read-only': (path) => ({
    kind: 'failed',
    why: {
      en: `${fileOf(path).en} lies on a disk that is mounted for reading only`,
      es: `${fileOf(path).es} está en un disco montado solo para lectura`,
    },
    remedy: {
      en: 'An administrator finds out why (journalctl -k), and mounts it for writing again.',
      es: 'Un administrador averigua por qué (journalctl -k) y lo vuelve a montar para escritura.',
    },
  }),
  broken: (path) => ({
    kind: 'failed',
    why: {
      en: `${fileOf(path).en} cannot be read from the disk`,
      es: `no se puede leer del disco ${fileOf(path).es}`,
    },
    remedy: {
      en: 'The disk may be failing: an administrator reads what the kernel says of it, journalctl -k',
      es: 'El disco puede estar fallando: un administrador lee lo que dice de él el núcleo, journalctl -k',
    },
  }),
};

function closed(path: string | null): Cause {
  return {
    kind: 'failed',
    why: {
      en: `the user whom labvm runs as may not open ${fileOf(path).en}`,
      es: `el usuario con el que se ejecuta labvm no puede abrir ${fileOf(path).es}`,
    },
    remedy: {
      en: 'Run labvm as root, or give that user the right to it.',
      es: 'Ejecute labvm como root, o dé a ese usuario permiso.',
    },
  };
}

function fileOf(path: string | null): Text {
  return path === null
    ? { en: 'a file of the host', es: 'un fichero del anfitrión' }
    : { en: path, es: path };
}
