import type { ErrorRecord } from '../base/errors.ts';
import type { Text } from '../base/text.ts';

const ROOM: Text = {
  en: 'Make room on it and ask again. If machines’ disks lie on it, too: /vm delete, /image prune',
  es: 'Libere espacio en él y vuelva a pedirlo. Si los discos de las máquinas también están en él: /vm delete, /image prune',
};
const LOOK: Text = {
  en: 'Look after that disk: the system’s own words are in dmesg.',
  es: 'Revise ese disco: lo que dice el sistema está en dmesg.',
};

/**
 * How something ends that could not write or read a file of labvm’s own; null where an error is about something else.
 * The codes are the system’s, errno(3).
 */
export function fileFailure(error: unknown): ErrorRecord | null {
  if (!(error instanceof Error) || !('code' in error) || !('syscall' in error)) return null;
  const path = 'path' in error && typeof error.path === 'string' ? error.path : null;
  const disk: Text =
    path === null
      ? { en: 'A disk of the host', es: 'Un disco del anfitrión' }
      : { en: `The disk with ${path}`, es: `El disco con ${path}` };
  switch (error.code) {
    case 'ENOSPC':
    case 'EDQUOT':
      return {
        code: 'no-capacity',
        text: { en: `${disk.en} is full.`, es: `${disk.es} está lleno.` },
        hint: ROOM,
      };
    case 'EROFS':
      return {
        code: 'failed',
        text: { en: `${disk.en} can only be read.`, es: `${disk.es} solo se puede leer.` },
        hint: LOOK,
      };
    case 'EIO':
      return {
        code: 'failed',
        text: { en: `${disk.en} fails to read or write.`, es: `${disk.es} falla al leer o escribir.` },
        hint: LOOK,
      };
    default:
      return null;
  }
}
