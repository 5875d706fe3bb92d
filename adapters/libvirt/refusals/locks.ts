import type { Refusal } from './cause.ts';

/** A disk that somebody else holds. A lock of QEMU's goes with its program: there is none to be removed. */
export const LOCKS: readonly Refusal[] = [
  {
    // QEMU 7.2: block/file-posix.c, with a hint of its own that names the file.
    words: /Failed to get (?:shared )?"[^"]+" lock(?:[^[]*\[([^\]]+)\])?/,
    cause: (file = '') => ({
      kind: 'failed',
      why: {
        en: `another program is using its disk${naming(file)}`,
        es: `otro programa está usando su disco${naming(file)}`,
      },
      remedy: {
        en: `An administrator can find that program, such as a backup or another QEMU, and end it: fuser -v ${file || '<file>'}`,
        es: `Un administrador puede buscar ese programa, como una copia de seguridad u otro QEMU, y cerrarlo: fuser -v ${file || '<fichero>'}`,
      },
    }),
  },
  {
    // virtlockd: src/util/virlockspace.c.
    words: /Lockspace resource '([^']+)' is locked|failed to acquire lock/i,
    cause: (file = '') => ({
      kind: 'failed',
      why: {
        en: `another machine has locked its disk${naming(file)}`,
        es: `otra máquina tiene bloqueado su disco${naming(file)}`,
      },
      remedy: {
        en: 'Stop the machine that uses the same disk. If there is none, an administrator can restart the lock service: systemctl restart virtlockd',
        es: 'Apague la máquina que usa el mismo disco. Si no hay ninguna, un administrador puede reiniciar el servicio de bloqueos: systemctl restart virtlockd',
      },
    }),
  },
];

function naming(file: string): string {
  return file === '' ? '' : ` (${file})`;
}
