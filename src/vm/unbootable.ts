import { UserError } from '../base/errors.ts';
import type { Text } from '../base/text.ts';
import { type Firmware, otherFirmware } from '../image/boots.ts';
import type { HostImage } from '../image/host-image.ts';
import type { Diagnosis } from './diagnosis.ts';

/** What has to be known of an image to say whether a machine can start from it. */
export type Startable = Pick<HostImage, 'id' | 'format' | 'boots'>;

const NAMES: Readonly<Record<Firmware, string>> = { bios: 'BIOS', uefi: 'UEFI' };

/** Why a firmware finds nothing to start on an image, or null where it does, or nobody knows. */
export function whyUnbootable({ id, format, boots }: Startable, firmware: Firmware): Text | null {
  if (boots?.[firmware] !== false) return null;
  const other = otherFirmware(firmware);
  const [has, hasOnly] = [NAMES[firmware], NAMES[other]];
  const isDisc = format === 'iso';
  switch (boots[other]) {
    case true:
      return isDisc
        ? {
            en: `${id} cannot start with ${has}: the disc has a boot entry for ${hasOnly} only.`,
            es: `${id} no puede arrancar con ${has}: el disco óptico solo tiene entrada de arranque para ${hasOnly}.`,
          }
        : {
            en: `${id} cannot start with ${has}: the disk has only ${ON_DISK[other].en}.`,
            es: `${id} no puede arrancar con ${has}: el disco solo tiene ${ON_DISK[other].es}.`,
          };
    case false:
      return isDisc
        ? {
            en: `${id} cannot start: the disc has no boot entry, neither for BIOS nor for UEFI.`,
            es: `${id} no puede arrancar: el disco óptico no tiene entrada de arranque, ni para BIOS ni para UEFI.`,
          }
        : {
            en: `${id} cannot start: the disk has neither ${ON_DISK.bios.en} nor ${ON_DISK.uefi.en}.`,
            es: `${id} no puede arrancar: el disco no tiene ni ${ON_DISK.bios.es} ni ${ON_DISK.uefi.es}.`,
          };
    default:
      return isDisc
        ? {
            en: `${id} cannot start with ${has}: the disc has no boot entry for it.`,
            es: `${id} no puede arrancar con ${has}: el disco óptico no tiene entrada de arranque para él.`,
          }
        : {
            en: `${id} cannot start with ${has}: the disk lacks ${ON_DISK[firmware].en}.`,
            es: `${id} no puede arrancar con ${has}: al disco le falta ${ON_DISK[firmware].es}.`,
          };
  }
}

/** What each firmware looks for on a disk. */
const ON_DISK: Readonly<Record<Firmware, Text>> = {
  bios: { en: 'boot code for BIOS', es: 'código de arranque para BIOS' },
  uefi: { en: 'an EFI system partition', es: 'una partición de sistema EFI' },
};

/**
 * Refuses a machine that could not start from its image: people would wait for it in vain.
 * @throws UserError with what would work
 */
export function refuseUnbootable(image: Startable, firmware: Firmware): void {
  const reason = whyUnbootable(image, firmware);
  if (!reason) return;
  throw new UserError('bad-argument', reason, remedyAtCreation(image, firmware), { option: 'firmware' });
}

function remedyAtCreation({ format, boots }: Startable, firmware: Firmware): Text {
  const other = otherFirmware(firmware);
  if (boots?.[other] === true) return { en: `Use --firmware ${other}.`, es: `Ponga --firmware ${other}.` };
  if (boots?.[other] === null) {
    return {
      en: `It may start with --firmware ${other}. Other images: /image list`,
      es: `Quizá arranque con --firmware ${other}. Otras imágenes: /image list`,
    };
  }
  if (format !== 'iso') return ANOTHER_IMAGE;
  return {
    en: 'Use another image: /image list. To read its files, insert it into a machine’s drive: /cd insert',
    es: 'Use otra imagen: /image list. Para leer su contenido, métala en la unidad de una máquina: /cd insert',
  };
}

const ANOTHER_IMAGE: Text = { en: 'Use another image: /image list', es: 'Use otra imagen: /image list' };

/** That a machine which has a disc in its drive can read it, and not start from it; null where it can, or nobody knows. */
export function whyOnlyRead(disc: Startable, firmware: Firmware): Diagnosis | null {
  const reason = whyUnbootable(disc, firmware);
  if (!reason) return null;
  const other = otherFirmware(firmware);
  const hint = disc.boots?.[other]
    ? {
        en: `Its system can read the disc. To start from it: /vm create ${disc.id} --firmware ${other}`,
        es: `Su sistema puede leer el disco. Para arrancar desde él: /vm create ${disc.id} --firmware ${other}`,
      }
    : {
        en: 'Its system can read the disc; to start a machine, use another one: /image list',
        es: 'Su sistema puede leer el disco; para arrancar una máquina, use otro: /image list',
      };
  return { reason, hint, console: null };
}

/** What would work for a machine that is there, whose firmware stays as it is. */
export function remedyForDrive({ id, boots }: Startable, machine: string, firmware: Firmware): Text {
  const insert = `/cd insert ${machine}`;
  const other = otherFirmware(firmware);
  if (boots?.[other] === true) {
    return {
      en: `${machine} has ${NAMES[firmware]}. Create a machine for this disc: /vm create ${id} --firmware ${other}. To use another disc: ${insert}`,
      es: `${machine} tiene ${NAMES[firmware]}. Cree una máquina para este disco: /vm create ${id} --firmware ${other}. Para usar otro disco: ${insert}`,
    };
  }
  return {
    en: `Insert a bootable disc: ${insert}. To see which there are: /image list`,
    es: `Meta un disco de arranque: ${insert}. Para ver cuáles hay: /image list`,
  };
}
