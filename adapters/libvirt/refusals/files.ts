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
        en: 'its disk, or the image below it, is damaged',
        es: 'su disco, o la imagen en que se apoya, está dañado',
      },
      remedy: {
        en: 'See whether the image is as it was: /image verify. If it is, the disk has to come back from a copy.',
        es: 'Vea si la imagen está como estaba: /image verify. Si lo está, hay que recuperar el disco de una copia.',
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
        en: 'The disk may be failing: an administrator reads what the kernel says of it (journalctl -k) and saves what is on it.',
        es: 'El disco puede estar fallando: un administrador lee lo que dice de él el núcleo (journalctl -k) y pone a salvo lo que contiene.',
      },
    }),
  },
  {
    words: /Read-only file system/i,
    cause: () => ({
      kind: 'failed',
      why: {
        en: "the host's disk is mounted for reading only",
        es: 'el disco del anfitrión está montado solo para lectura',
      },
      remedy: {
        en: 'An administrator finds out why (journalctl -k), and mounts it for writing again.',
        es: 'Un administrador averigua por qué (journalctl -k) y lo vuelve a montar para escritura.',
      },
    }),
  },
];

function closed(file: string): Cause {
  return {
    kind: 'failed',
    why: { en: `QEMU's user may not open ${file}`, es: `el usuario de QEMU no puede abrir ${file}` },
    remedy: {
      en: `An administrator lets it in: chmod a+r ${file}, and chmod a+x for each folder above. If that is so already, AppArmor denies it: journalctl -k -g DENIED`,
      es: `Un administrador le da acceso: chmod a+r ${file}, y chmod a+x en cada carpeta superior. Si ya es así, lo deniega AppArmor: journalctl -k -g DENIED`,
    },
  };
}

function missing(file: string): Cause {
  return {
    kind: 'failed',
    why: { en: `the file ${file} is missing`, es: `falta el fichero ${file}` },
    remedy: {
      en: "Put it back from a copy. An image's file can be fetched again: /image pull <image> --renew. A machine without its disk can only be deleted: /vm delete",
      es: 'Restáurelo desde una copia. El fichero de una imagen se puede descargar de nuevo: /image pull <imagen> --renew. Una máquina sin su disco solo se puede borrar: /vm delete',
    },
  };
}

function theOne(found: readonly string[]): string {
  return found.find((file) => file !== '') ?? '';
}
