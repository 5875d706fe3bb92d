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
      en: `This is a disk in the format ${name}, which labvm does not accept because it can point to other files on the host.`,
      es: `Esto es un disco en formato ${name}, que labvm no admite porque puede apuntar a otros ficheros del anfitrión.`,
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
        en: `The ${name} disk depends on another file (a parent, or the base of a snapshot), which is missing here.`,
        es: `El disco ${name} depende de otro fichero (un disco padre, o la base de una instantánea), que aquí falta.`,
      };
    case 'parts':
      return {
        en: `The ${name} disk is split into several files, and this is only one of them.`,
        es: `El disco ${name} está repartido en varios ficheros, y este es solo uno de ellos.`,
      };
    case 'old':
      return {
        en: `The ${name} disk has an old format, which labvm does not convert.`,
        es: `El disco ${name} tiene un formato antiguo, que labvm no convierte.`,
      };
    case 'senseless':
      return {
        en: `The ${name} disk is damaged: its header makes no sense.`,
        es: `El disco ${name} está dañado: su cabecera no tiene sentido.`,
      };
    case 'torn':
      return {
        en: `The ${name} disk is damaged or incomplete: ${sizeBytes} bytes arrived, and it refers to data beyond them.`,
        es: `El disco ${name} está dañado o incompleto: han llegado ${sizeBytes} bytes, y se refiere a datos que faltan.`,
      };
    case 'cut-off':
      return {
        en: `The ${name} disk is incomplete: it should have ${fault.declaredBytes} bytes, and ${sizeBytes} arrived.`,
        es: `El disco ${name} está incompleto: debería tener ${fault.declaredBytes} bytes, y han llegado ${sizeBytes}.`,
      };
  }
}

const FETCH_AGAIN: Text = {
  en: 'Nothing was kept. Download it again, or convert it to qcow2 where it can be read.',
  es: 'No se ha guardado nada. Descárguelo de nuevo, o conviértalo a qcow2 donde se pueda leer.',
};

function howToConvert(driver: string): Text {
  const command = `qemu-img convert -f ${driver} -O qcow2`;
  return {
    en: `Nothing was kept. Where you have all its files, run: ${command} FILE disk.qcow2 — then add disk.qcow2.`,
    es: `No se ha guardado nada. Donde tenga todos sus ficheros, ejecute: ${command} FICHERO disk.qcow2 — y añada disk.qcow2.`,
  };
}
