import type { Text } from '../../../src/base/text.ts';
import type { Cause } from './cause.ts';
import { FULL } from './room.ts';

/** Why the host's own system refused labvm a file, or null where the error is none of the system's. */
export function causeOfSystem(error: Error): Cause | null {
  if (!('code' in error) || !('syscall' in error)) return null;
  const path = 'path' in error && typeof error.path === 'string' ? error.path : null;
  return CAUSES[String(error.code)]?.(path) ?? null;
}

const CAUSES: Readonly<Record<string, (path: string | null) => Cause>> = {
  ENOSPC: () => FULL,
  EDQUOT: () => FULL,
  EACCES: closed,
  EPERM: closed,
  ENOENT: (path) => ({
    kind: 'failed',
    why: { en: `${fileOf(path).en} is missing`, es: `falta ${fileOf(path).es}` },
    remedy: { en: 'Put it back from a copy.', es: 'Restáurelo desde una copia.' },
  }),
  EROFS: (path) => ({
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
  EIO: (path) => ({
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
