import { basename, dirname } from 'node:path';
import { PortError } from '../../../src/base/port-error.ts';
import type { Text } from '../../../src/base/text.ts';
import type { Disk } from '../machine/definition.ts';
import type { OwnMachine } from '../machine/own-machine.ts';

/**
 * The volume that holds what is on a machine's disk now: the one that its description names, which after a snapshot or
 * a change by another tool is no longer the one that labvm made.
 * @param machine with its description as it is now
 * @param poolFolder where the volumes lie
 * @throws PortError where it has none, several, or one that labvm cannot copy
 */
export function volumeToSave({ domain: { name }, definition }: OwnMachine, poolFolder: string): string {
  const [disk, ...others] = definition.disks;
  if (!disk) throw new PortError('unsupported', diskless(name), NOTHING_TO_KEEP);
  if (others.length > 0) throw new PortError('unsupported', severalDisks(name, definition.disks), ONE_ONLY);
  const { file } = disk;
  if (file === null || dirname(file) !== poolFolder) {
    throw new PortError('unsupported', elsewhere(name, disk), COPY_IT);
  }
  // What a raw disk begins with is the guest's to choose: it could pose as an image that stands on any file of the host.
  if (disk.format !== 'qcow2') throw new PortError('unsupported', otherFormat(name, disk), COPY_IT);
  return basename(file);
}

function diskless(name: string): Text {
  return {
    en: `${name} has no disk, so there is nothing to save.`,
    es: `${name} no tiene disco, así que no hay nada que guardar.`,
  };
}

const NOTHING_TO_KEEP: Text = {
  en: 'It starts from something that is already an image (/image list). Save a machine that has a disk.',
  es: 'Arranca de algo que ya es una imagen (/image list). Guarde una máquina que tenga disco.',
};

function severalDisks(name: string, disks: readonly Disk[]): Text {
  const which = disks.map(({ dev }) => dev).join(', ');
  return {
    en: `${name} has ${disks.length} disks now (${which}), but an image holds only one.`,
    es: `${name} tiene ahora ${disks.length} discos (${which}), pero una imagen contiene uno solo.`,
  };
}

const ONE_ONLY: Text = {
  en: 'An administrator can detach the others and attach them again afterwards: virsh detach-disk, virsh attach-disk',
  es: 'Un administrador puede desconectar los demás y volver a conectarlos después: virsh detach-disk, virsh attach-disk',
};

function elsewhere(name: string, { file, kind, dev }: Disk): Text {
  return file === null
    ? {
        en: `The disk ${dev} of ${name} is no longer a file (${kind}), and labvm copies only files in its storage pool.`,
        es: `El disco ${dev} de ${name} ya no es un fichero (${kind}), y labvm solo copia ficheros de su almacén.`,
      }
    : {
        en: `The disk of ${name} is now ${file}, and labvm copies only files in its storage pool.`,
        es: `El disco de ${name} es ahora ${file}, y labvm solo copia ficheros de su almacén.`,
      };
}

function otherFormat(name: string, { file, format }: Disk): Text {
  return {
    en: `The disk of ${name} is now ${file} in the format ${format}, and labvm copies only qcow2.`,
    es: `El disco de ${name} es ahora ${file} en formato ${format}, y labvm solo copia qcow2.`,
  };
}

const COPY_IT: Text = {
  en: 'An administrator can convert it to a file, which you can then add: qemu-img convert -O qcow2, /image add',
  es: 'Un administrador puede convertirlo en un fichero, y usted lo añade después: qemu-img convert -O qcow2, /image add',
};
