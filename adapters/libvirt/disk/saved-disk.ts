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
    en: `${name} has no disk now: there is nothing to save.`,
    es: `${name} no tiene disco ahora: no hay nada que guardar.`,
  };
}

const NOTHING_TO_KEEP: Text = {
  en: 'What it starts from is an image already (/image list); save a machine that has a disk.',
  es: 'Aquello de lo que arranca ya es una imagen (/image list); guarde una máquina que tenga disco.',
};

function severalDisks(name: string, disks: readonly Disk[]): Text {
  const which = disks.map(({ dev }) => dev).join(', ');
  return {
    en: `${name} has ${disks.length} disks now (${which}), and an image holds one.`,
    es: `${name} tiene ahora ${disks.length} discos (${which}), y una imagen contiene uno.`,
  };
}

const ONE_ONLY: Text = {
  en: 'An administrator takes the others out, and puts them back afterwards: virsh detach-disk, virsh attach-disk',
  es: 'Un administrador desconecta los demás y los vuelve a conectar después: virsh detach-disk, virsh attach-disk',
};

function elsewhere(name: string, { file, kind, dev }: Disk): Text {
  return file === null
    ? {
        en: `The disk ${dev} of ${name} is no file now (${kind}): labvm copies only what lies in its storage pool.`,
        es: `El disco ${dev} de ${name} no es ahora un fichero (${kind}): labvm solo copia lo que está en su almacén.`,
      }
    : {
        en: `The disk of ${name} is now ${file}: labvm copies only what lies in its storage pool.`,
        es: `El disco de ${name} es ahora ${file}: labvm solo copia lo que está en su almacén.`,
      };
}

function otherFormat(name: string, { file, format }: Disk): Text {
  return {
    en: `The disk of ${name} is now ${file} in the format ${format}: labvm copies only qcow2.`,
    es: `El disco de ${name} es ahora ${file} en el formato ${format}: labvm solo copia qcow2.`,
  };
}

const COPY_IT: Text = {
  en: 'An administrator makes a file of it, and you add that: qemu-img convert -O qcow2, /image add',
  es: 'Un administrador lo convierte en un fichero, y usted lo añade: qemu-img convert -O qcow2, /image add',
};
