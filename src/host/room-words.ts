import { UserError } from '../base/errors.ts';
import { join, type Text } from '../base/text.ts';
import type { RoomFigures, Shortage } from './room.ts';

/** Why a start is refused that the host has no room for: what it takes, what is left, why, and what makes room. */
export function shortageError({ what, asked, free, figures }: Shortage): UserError {
  const unit = UNITS[what];
  const said: Text = {
    en: `The host cannot give that: this takes ${asked} ${unit.en}, and ${free} are left.`,
    es: `El anfitrión no puede darlo: esto requiere ${asked} ${unit.es} y quedan ${free}.`,
  };
  const text = figures ? join([said, WHY[what](figures)], ' ') : said;
  return new UserError('no-capacity', text, HINTS[what]);
}

const UNITS: Readonly<Record<Shortage['what'], Text>> = {
  // More than was asked for: said so, lest it looks like a mistake.
  memoryMiB: {
    en: 'MiB of memory with what running it costs the host',
    es: 'MiB de memoria, contando lo que le cuesta al anfitrión ejecutarlo,',
  },
  diskGiB: { en: 'GiB of disk', es: 'GiB de disco' },
};

const WHY: Readonly<Record<Shortage['what'], (figures: RoomFigures) => Text>> = {
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

const HINTS: Readonly<Record<Shortage['what'], Text>> = {
  memoryMiB: {
    en: 'Ask for less, or stop machines that nobody needs. See: /host status',
    es: 'Pida menos, o apague máquinas que nadie necesite. Vea: /host status',
  },
  diskGiB: {
    en: 'Ask for less, or make room: /vm delete, /image prune. See: /host status',
    es: 'Pida menos, o libere espacio: /vm delete, /image prune. Vea: /host status',
  },
};

const MIB_A_GIB = 1024;

/** An amount of disk as people read it: small ones in MiB, as half a GiB may be all there is. */
export function amountOfDisk(gib: number): string {
  return gib < 1 ? `${Math.floor(gib * MIB_A_GIB)} MiB` : `${Math.floor(gib * 10) / 10} GiB`;
}
