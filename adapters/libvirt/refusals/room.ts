import type { Cause, Refusal } from './cause.ts';

export const FULL: Cause = {
  kind: 'no-capacity',
  why: { en: "the host's disk is full", es: 'el disco del anfitrión está lleno' },
  remedy: {
    en: 'Delete a machine, or images that nobody needs: /vm delete, /image prune --unused. What is free: /host status',
    es: 'Borre una máquina, o imágenes que nadie necesite: /vm delete, /image prune --unused. Lo que queda libre: /host status',
  },
};

export const SHARE_USED_UP: Cause = {
  kind: 'no-capacity',
  why: {
    en: "the share of the host's disk that machines may fill (a quota) is used up",
    es: 'la cuota del disco del anfitrión para las máquinas está agotada',
  },
  remedy: {
    en: 'Delete a machine, or images that nobody needs: /vm delete, /image prune --unused. Or an administrator raises the quota.',
    es: 'Borre una máquina, o imágenes que nadie necesite: /vm delete, /image prune --unused. O un administrador amplía la cuota.',
  },
};

/** The host is full, or busy with something of the same kind: last, since their words stand in many messages. */
export const ROOM: readonly Refusal[] = [
  {
    words: /no space left/i,
    cause: () => FULL,
  },
  {
    words: /disk quota exceeded/i,
    cause: () => SHARE_USED_UP,
  },
  {
    words: /cannot allocate memory|cannot set up guest memory|unable to allocate memory|out of memory/i,
    cause: () => ({
      kind: 'no-capacity',
      why: { en: 'the host has too little memory left', es: 'al anfitrión le queda muy poca memoria' },
      remedy: {
        en: 'Stop a machine, or ask for less memory: /vm stop, --memory. What is free: /host status',
        es: 'Apague una máquina, o pida menos memoria: /vm stop, --memory. Lo que queda libre: /host status',
      },
    }),
  },
  {
    words: /asynchronous jobs running|still being allocated|in use by another/i,
    cause: () => ({
      kind: 'busy',
      why: {
        en: 'libvirt is busy with the storage pool',
        es: 'libvirt está ocupado con el almacén',
      },
      remedy: { en: 'Try again in a moment.', es: 'Inténtelo de nuevo en un momento.' },
    }),
  },
  {
    words: /already exists/i,
    cause: () => ({
      kind: 'exists',
      why: {
        en: 'the host has something of that name already',
        es: 'el anfitrión ya tiene algo con ese nombre',
      },
    }),
  },
];
