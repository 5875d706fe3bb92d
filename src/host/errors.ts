import { UserError } from '../base/errors.ts';
import { join, type Text } from '../base/text.ts';
import type { CapacityFigures } from './capacity.ts';
import { amountOfDisk } from './disk-amount.ts';
import type { Shortage } from './place.ts';

/**
 * Why a start is refused that no host has room for: what it takes, what is left, why, and what makes room.
 * @param shortages of each host that it could have come to
 */
export function noCapacity(shortages: readonly Shortage[]): UserError {
  const [first, ...more] = shortages;
  if (!first) return new UserError('no-capacity', NO_HOST, LESS_MEMORY);
  const text = more.length === 0 ? onTheHost(first) : onNoHost(shortages);
  return new UserError('no-capacity', text, HINTS[first.what]);
}

/** Why a start is refused for which the network has no addresses. */
export function noAddresses(asked: number, free: number): UserError {
  const unit: Text =
    asked === 1
      ? { en: 'address on the network', es: 'dirección en la red' }
      : { en: 'addresses on the network', es: 'direcciones en la red' };
  return new UserError('no-capacity', cannotGive(asked, unit, free), LESS_MEMORY);
}

function onTheHost({ what, asked, free, figures }: Shortage): Text {
  return join([cannotGive(asked, UNITS[what], free), WHY[what](figures)], ' ');
}

function cannotGive(asked: number, unit: Text, free: number): Text {
  return {
    en: `The host does not have that much left: this takes ${asked} ${unit.en}, and it has ${free} left.`,
    es: `Al anfitrión no le queda tanto: esto requiere ${asked} ${unit.es}; disponibles: ${free}.`,
  };
}

function onNoHost(shortages: readonly Shortage[]): Text {
  const each = shortages.map(
    ({ host, what, asked, free }): Text => ({
      en: `${host} would have to provide ${asked} ${UNITS[what].en}, but has ${free} left`,
      es: `${host} tendría que dar ${asked} ${UNITS[what].es}; disponibles: ${free}`,
    }),
  );
  const list = join(each, '; ');
  return {
    en: `No host has that much left: ${list.en}.`,
    es: `A ningún anfitrión le queda tanto: ${list.es}.`,
  };
}

const NO_HOST: Text = {
  en: 'No host can run it.',
  es: 'Ningún anfitrión puede ejecutarla.',
};

const UNITS: Readonly<Record<Shortage['what'], Text>> = {
  // More than was asked for: said so, lest it looks like a mistake.
  memoryMiB: {
    en: 'MiB of memory, including what the host needs to run it',
    es: 'MiB de memoria, contando lo que el anfitrión necesita para ejecutarla',
  },
  diskGiB: { en: 'GiB of disk', es: 'GiB de disco' },
};

const WHY: Readonly<Record<Shortage['what'], (figures: CapacityFigures) => Text>> = {
  memoryMiB: ({ memory: { totalMiB, freeMiB, reserveMiB, givenMiB } }) => ({
    en: `Of its ${totalMiB} MiB, ${freeMiB} are free now, ${reserveMiB} are kept in reserve, and running machines may still take ${givenMiB}.`,
    es: `De sus ${totalMiB} MiB, ${freeMiB} están libres ahora, ${reserveMiB} quedan en reserva y las máquinas en marcha pueden ocupar todavía ${givenMiB}.`,
  }),
  diskGiB: ({ disk }) => {
    const [free, reserve, growth] = [
      amountOfDisk(disk.freeGiB),
      disk.reserveGiB,
      amountOfDisk(disk.growthGiB),
    ];
    return {
      en: `Its disk has ${free} free, ${reserve} GiB are kept in reserve, and the disks of running machines may grow by ${growth}.`,
      es: `Su disco tiene ${free} libres, ${reserve} GiB quedan en reserva y los discos de las máquinas en marcha pueden crecer ${growth} más.`,
    };
  },
};

const LESS_MEMORY: Text = {
  en: 'Ask for less, or stop machines that nobody needs. To see what is free: /host status',
  es: 'Pida menos, o apague máquinas que nadie necesite. Para ver lo que queda libre: /host status',
};

const HINTS: Readonly<Record<Shortage['what'], Text>> = {
  memoryMiB: LESS_MEMORY,
  diskGiB: {
    en: 'Ask for less, or make room: /vm delete, /image prune. To see what is free: /host status',
    es: 'Pida menos, o libere espacio: /vm delete, /image prune. Para ver lo que queda libre: /host status',
  },
};
