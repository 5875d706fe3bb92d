import { UserError } from '../../../src/base/errors.ts';
import type { Text } from '../../../src/base/text.ts';
import type { DiskFormat } from './disk-formats.ts';

/**
 * Why a disk of another format is not converted: it stands on another file, it lies in several files, it is of a kind
 * that nobody writes any more, its header makes no sense, or it was cut off.
 */
export type DiskFault =
  | { readonly kind: 'parent' | 'parts' | 'old' | 'senseless' | 'torn' }
  | { readonly kind: 'cut-off'; readonly declaredBytes: number };

/** A disk in a format that labvm does not convert at all. */
export function notTaken({ name, driver }: DiskFormat): UserError {
  return new UserError(
    'bad-image',
    {
      en: `What came is a disk in the format ${name}, which labvm does not take: it may name other files of its host.`,
      es: `Lo que ha llegado es un disco en el formato ${name}, que labvm no admite: puede nombrar otros ficheros del anfitrión.`,
    },
    howToConvert(driver),
  );
}

/** @param sizeBytes how much of it came */
export function faultyDisk({ name, driver }: DiskFormat, fault: DiskFault, sizeBytes: number): UserError {
  const hint = fault.kind === 'senseless' || fault.kind === 'torn' || fault.kind === 'cut-off';
  return new UserError(
    'bad-image',
    wordsOf(name, fault, sizeBytes),
    hint ? FETCH_AGAIN : howToConvert(driver),
  );
}

function wordsOf(name: string, fault: DiskFault, sizeBytes: number): Text {
  switch (fault.kind) {
    case 'parent':
      return {
        en: `The ${name} disk stands on another file (a parent, or a snapshot’s base), which did not come with it.`,
        es: `El disco ${name} se apoya en otro fichero (un padre, o la base de una instantánea), que no ha llegado con él.`,
      };
    case 'parts':
      return {
        en: `The ${name} disk lies in several files, and this is one of them.`,
        es: `El disco ${name} está repartido en varios ficheros, y este es uno de ellos.`,
      };
    case 'old':
      return {
        en: `The ${name} disk is of an old kind, which labvm does not convert.`,
        es: `El disco ${name} es de un tipo antiguo, que labvm no convierte.`,
      };
    case 'senseless':
      return {
        en: `The ${name} disk is damaged: its header makes no sense.`,
        es: `El disco ${name} está dañado: su cabecera no tiene sentido.`,
      };
    case 'torn':
      return {
        en: `The ${name} disk is damaged or cut off: ${sizeBytes} bytes came, and it refers to what is not in them.`,
        es: `El disco ${name} está dañado o incompleto: han llegado ${sizeBytes} bytes, y se refiere a datos que no están en ellos.`,
      };
    case 'cut-off':
      return {
        en: `The ${name} disk is cut off: it says it has ${fault.declaredBytes} bytes, and ${sizeBytes} came.`,
        es: `El disco ${name} está incompleto: dice tener ${fault.declaredBytes} bytes, y han llegado ${sizeBytes}.`,
      };
  }
}

const FETCH_AGAIN: Text = {
  en: 'Nothing of it was kept. Fetch it again, or make a qcow2 disk of it where it can be read.',
  es: 'No se ha guardado nada. Descárguelo de nuevo, o conviértalo en un disco qcow2 donde se pueda leer.',
};

function howToConvert(driver: string): Text {
  const command = `qemu-img convert -f ${driver} -O qcow2`;
  return {
    en: `Nothing of it was kept. Where all its files are: ${command} FILE disk.qcow2 — then add disk.qcow2.`,
    es: `No se ha guardado nada. Donde estén todos sus ficheros: ${command} FICHERO disk.qcow2 — y añada disk.qcow2.`,
  };
}
