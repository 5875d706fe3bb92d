import type { Image } from '../image.ts';

/** The system that labvm builds itself, from the distribution's own kernel and busybox. */
export const tiny: Image = {
  id: 'tiny',
  title: 'tiny',
  summary: {
    en: 'The smallest Linux that is useful for a lesson, built on this host',
    es: 'El Linux más pequeño que sirve para una clase, construido en este anfitrión',
  },
  kind: 'cloud',
  source: { kind: 'built' },
  defaults: { cpus: 1, memoryMiB: 128, diskGiB: 1 },
  minMemoryMiB: 104,
  hardware: { firmware: 'bios', diskBus: 'virtio', nicModel: 'virtio' },
  login: {
    en: 'on the console as root, without a password; over SSH as root with your key (/my key add)',
    es: 'en la consola como root, sin contraseña; por SSH como root con su clave (/my key add)',
  },
  asksForAddress: true,
  expectedBootSeconds: 90,
  // It knows its name from the firmware; looking for a seed costs it time.
  seedOnlyForKeys: true,
};
