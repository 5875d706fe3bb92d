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
    en: `The host cannot give that: this takes ${asked} ${unit.en}, and ${free} are left.`,
    es: `El anfitrión no puede darlo: esto requiere ${asked} ${unit.es} y quedan ${free}.`,
  };
}

function onNoHost(shortages: readonly Shortage[]): Text {
  const each = shortages.map(
    ({ host, what, asked, free }): Text => ({
      en: `${host} would have to give ${asked} ${UNITS[what].en}, and has ${free} left`,
      es: `${host} tendría que dar ${asked} ${UNITS[what].es} y le quedan ${free}`,
    }),
  );
  const list = join(each, '; ');
  return {
    en: `No host can give that: ${list.en}.`,
    es: `Ningún anfitrión puede darlo: ${list.es}.`,
  };
}

const NO_HOST: Text = {
  en: 'There is no host that could run it.',
  es: 'No hay ningún anfitrión que pueda ejecutarlo.',
};

const UNITS: Readonly<Record<Shortage['what'], Text>> = {
  // More than was asked for: said so, lest it looks like a mistake.
  memoryMiB: {
    en: 'MiB of memory with what running it costs the host',
    es: 'MiB de memoria, contando lo que le cuesta al anfitrión ejecutarlo,',
  },
  diskGiB: { en: 'GiB of disk', es: 'GiB de disco' },
};

const WHY: Readonly<Record<Shortage['what'], (figures: CapacityFigures) => Text>> = {
  memoryMiB: ({ memory: { totalMiB, freeMiB, reserveMiB, givenMiB } }) => ({
    en: `Of its ${totalMiB} MiB ${freeMiB} are free now, ${reserveMiB} are kept free, and running machines may take ${givenMiB}.`,
    es: `De sus ${totalMiB} MiB hay ${freeMiB} libres ahora, ${reserveMiB} se dejan libres y las máquinas en marcha pueden ocupar ${givenMiB}.`,
  }),
  diskGiB: ({ disk }) => {
    const [free, reserve, growth] = [
      amountOfDisk(disk.freeGiB),
      disk.reserveGiB,
      amountOfDisk(disk.growthGiB),
    ];
    return {
      en: `Its disk has ${free} free, ${reserve} GiB are kept free, and the disks of running machines may grow by ${growth}.`,
      es: `Su disco tiene ${free} libres, ${reserve} GiB se dejan libres y los discos de las máquinas en marcha pueden crecer ${growth} más.`,
    };
  },
};

const LESS_MEMORY: Text = {
  en: 'Ask for less, or stop machines that nobody needs. See: /host status',
  es: 'Pida menos, o apague máquinas que nadie necesite. Vea: /host status',
};

const HINTS: Readonly<Record<Shortage['what'], Text>> = {
  memoryMiB: LESS_MEMORY,
  diskGiB: {
    en: 'Ask for less, or make room: /vm delete, /image prune. See: /host status',
    es: 'Pida menos, o libere espacio: /vm delete, /image prune. Vea: /host status',
  },
};
