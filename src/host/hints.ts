import type { Hints } from '../job/hints.ts';

/** Where the keeper of a host looks, and what helps where it can give no more. */
export const hostHints = {
  host: {
    en: 'See what is wrong with the host: /host doctor',
    es: 'Para ver qué le pasa al anfitrión: /host doctor',
  },
  capacity: {
    en: 'Stop or delete a machine, or ask for a smaller one. To see what is free: /host status',
    es: 'Apague o borre una máquina, o pida una más pequeña. Para ver lo que queda libre: /host status',
  },
  room: {
    en: 'If the machines’ disks are on it as well: /vm delete, /image prune',
    es: 'Si los discos de las máquinas también están en él: /vm delete, /image prune',
  },
} as const satisfies Hints;
