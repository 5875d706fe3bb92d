import type { Refusal } from './cause.ts';

/** A disk that somebody else holds. A lock of QEMU's goes with its program: there is none to be removed. */
export const LOCKS: readonly Refusal[] = [
  {
    // QEMU 7.2: block/file-posix.c, with a hint of its own that names the file.
    words: /Failed to get (?:shared )?"[^"]+" lock(?:[^[]*\[([^\]]+)\])?/,
    cause: (file = '') => ({
      kind: 'failed',
      why: {
        en: `another program has its disk${naming(file)} open`,
        es: `otro programa tiene abierto su disco${naming(file)}`,
      },
      remedy: {
        en: `An administrator finds that program, such as a backup or another QEMU, and ends it: fuser -v ${file || '<file>'}`,
        es: `Un administrador busca ese programa, como una copia de seguridad u otro QEMU, y lo cierra: fuser -v ${file || '<fichero>'}`,
      },
    }),
  },
  {
    // virtlockd: src/util/virlockspace.c.
    words: /Lockspace resource '([^']+)' is locked|failed to acquire lock/i,
    cause: (file = '') => ({
      kind: 'failed',
      why: {
        en: `another machine holds the lock of its disk${naming(file)}`,
        es: `otra máquina tiene el bloqueo de su disco${naming(file)}`,
      },
      remedy: {
        en: 'Stop the machine that has the same disk. If there is none, an administrator restarts the lock daemon: systemctl restart virtlockd',
        es: 'Apague la máquina que tiene el mismo disco. Si no hay ninguna, un administrador reinicia el servicio de bloqueos: systemctl restart virtlockd',
      },
    }),
  },
];

function naming(file: string): string {
  return file === '' ? '' : ` (${file})`;
}
