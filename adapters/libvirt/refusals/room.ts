import type { Cause, Refusal } from './cause.ts';

export const FULL: Cause = {
  kind: 'no-capacity',
  why: { en: "the host's disk is full", es: 'el disco del anfitrión está lleno' },
  remedy: {
    en: 'Delete a machine, or images that nobody needs: /vm delete, /image prune --unused. To see what is free: /host status',
    es: 'Borre una máquina, o imágenes que nadie necesite: /vm delete, /image prune --unused. Para ver lo que queda libre: /host status',
  },
};

export const SHARE_USED_UP: Cause = {
  kind: 'no-capacity',
  why: {
    en: 'the disk quota for machines on the host is used up',
    es: 'la cuota del disco del anfitrión para las máquinas está agotada',
  },
  remedy: {
    en: 'Delete a machine, or images that nobody needs: /vm delete, /image prune --unused. Or an administrator can raise the quota.',
    es: 'Borre una máquina, o imágenes que nadie necesite: /vm delete, /image prune --unused. O un administrador puede ampliar la cuota.',
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
      why: {
        en: 'the host does not have enough memory left',
        es: 'al anfitrión no le queda memoria suficiente',
      },
      remedy: {
        en: 'Stop a machine, or ask for less memory: /vm stop, --memory. To see what is free: /host status',
        es: 'Apague una máquina, o pida menos memoria: /vm stop, --memory. Para ver lo que queda libre: /host status',
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
        en: 'the host already has something with that name',
        es: 'el anfitrión ya tiene algo con ese nombre',
      },
    }),
  },
];
