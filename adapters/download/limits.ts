import { UserError } from '../../src/base/errors.ts';
import type { Text } from '../../src/base/text.ts';
import { Fooled } from './trouble.ts';

export interface ReceiverLimits {
  /** The most that an image may have, packed and unpacked, in bytes. */
  readonly mostBytes: number;
  /** What must stay free on the host's disk, in bytes. */
  readonly reserveBytes: number;
}

/** An image, or its declared size, is over the limit. */
export function tooLarge(mostBytes: number): Fooled {
  const gib = Math.round((mostBytes / 1024 ** 3) * 10) / 10;
  return new Fooled(
    {
      en: `The image is larger than the limit of ${gib} GiB.`,
      es: `La imagen supera el límite de ${gib} GiB.`,
    },
    {
      en: 'Nothing was kept. An administrator can change the limit: LABVM_IMAGE_MAX_GIB.',
      es: 'No se ha guardado nada. Un administrador puede cambiar el límite: LABVM_IMAGE_MAX_GIB.',
    },
  );
}

/** Nothing more fits on the host's disk. @param facts how much is needed and how much is there, where that is known */
export function diskFull(facts?: { readonly neededBytes: number; readonly roomBytes: number }): UserError {
  const hint: Text = {
    en: 'Make room: /image prune, /vm delete. To see what is free: /host status',
    es: 'Libere espacio: /image prune, /vm delete. Para ver lo que queda libre: /host status',
  };
  if (!facts) {
    const text = {
      en: 'There is no room for the image on the host’s disk.',
      es: 'No hay espacio para la imagen en el disco del anfitrión.',
    };
    return new UserError('no-capacity', text, hint);
  }
  const [needed, room] = [facts.neededBytes, facts.roomBytes].map((bytes) => Math.ceil(bytes / 1e6));
  const text = {
    en: `There is no room for the image on the host’s disk: it needs ${needed} MB, and ${room} MB are free.`,
    es: `No hay espacio para la imagen en el disco del anfitrión: necesita ${needed} MB y quedan ${room} MB libres.`,
  };
  return new UserError('no-capacity', text, hint);
}
