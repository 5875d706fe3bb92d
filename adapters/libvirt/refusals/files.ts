import type { Cause, Refusal } from './cause.ts';

/** What stands before a file's name: libvirt's words (9.0: storage_file, storage_util, security_dac) and QEMU's. */
const OPENING = [
  "Cannot access backing file '([^']+)' of storage file '[^']+'",
  "Cannot access storage file '([^']+)'",
  "Could not open '([^']+)'",
  String.raw`(?:cannot|could not|unable to|failed to) (?:open|stat|access|read|chown)(?: \w+)? '([^']+)'`,
  "unable to (?:set|get)[^:']* (?:on|of) '([^']+)'",
  'unable to stat: ([^:]+)',
];

/** A file that could not be opened, by the system's words for why. */
function opening(reason: string): RegExp {
  return new RegExp(String.raw`(?:${OPENING.join('|')})(?: \(as [^)]*\))?[^:]*: ${reason}`, 'i');
}

/** Files that a machine needs and that cannot be opened, and what their host's disk says. */
export const FILES: readonly Refusal[] = [
  { words: opening('Permission denied'), cause: (...found) => closed(theOne(found)) },
  { words: opening('No such file or directory'), cause: (...found) => missing(theOne(found)) },
  {
    words: /Image is not in (\w+) format|Could not read qcow2 header|Image is corrupt|invalid backing file/i,
    cause: () => ({
      kind: 'failed',
      why: {
        en: 'its disk, or the image it is based on, is damaged',
        es: 'su disco, o la imagen en que se basa, está dañado',
      },
      remedy: {
        en: 'Check the image: /image verify. If it is intact, restore the disk from a backup.',
        es: 'Compruebe la imagen: /image verify. Si está intacta, recupere el disco de una copia de seguridad.',
      },
    }),
  },
  {
    words: /Input\/output error/,
    cause: () => ({
      kind: 'failed',
      why: {
        en: "the host's disk cannot be read or written at that place",
        es: 'el disco del anfitrión no se puede leer ni escribir en ese punto',
      },
      remedy: {
        en: "The disk may be failing. An administrator can check the kernel's log (journalctl -k) and save the data.",
        es: 'Puede que el disco esté fallando. Un administrador puede mirar el registro del núcleo (journalctl -k) y poner a salvo los datos.',
      },
    }),
  },
  {
    words: /Read-only file system/i,
    cause: () => ({
      kind: 'failed',
      why: {
        en: "the host's disk is mounted read-only",
        es: 'el disco del anfitrión está montado en solo lectura',
      },
      remedy: {
        en: 'An administrator can find out why (journalctl -k) and mount it read-write again.',
        es: 'Un administrador puede averiguar por qué (journalctl -k) y volver a montarlo en lectura y escritura.',
      },
    }),
  },
];

function closed(file: string): Cause {
  return {
    kind: 'failed',
    why: {
      en: `QEMU's user is not allowed to open ${file}`,
      es: `el usuario de QEMU no tiene permiso para abrir ${file}`,
    },
    remedy: {
      en: `An administrator can give it access: chmod a+r ${file}, and chmod a+x on each folder above it. If that is already so, AppArmor denies it: journalctl -k -g DENIED`,
      es: `Un administrador puede darle acceso: chmod a+r ${file}, y chmod a+x en cada carpeta superior. Si ya es así, lo deniega AppArmor: journalctl -k -g DENIED`,
    },
  };
}

function missing(file: string): Cause {
  return {
    kind: 'failed',
    why: { en: `the file ${file} is missing`, es: `falta el fichero ${file}` },
    remedy: {
      en: 'Restore it from a backup. An image can be downloaded again: /image pull <image> --renew. A machine without its disk can only be deleted: /vm delete',
      es: 'Recupérelo de una copia de seguridad. Una imagen se puede descargar de nuevo: /image pull <imagen> --renew. Una máquina sin su disco solo se puede borrar: /vm delete',
    },
  };
}

function theOne(found: readonly string[]): string {
  return found.find((file) => file !== '') ?? '';
}
