import type { Image } from './image.ts';

/** The system that labvm builds itself, from the distribution's own kernel and busybox. */
const tiny: Image = {
  id: 'tiny',
  title: 'tiny',
  summary: {
    en: 'The smallest Linux that is good for a lesson, built on this host',
    es: 'El Linux más pequeño que sirve para una clase, construido en este anfitrión',
  },
  defaults: { cpus: 1, memoryMiB: 128, diskGiB: 1 },
  minMemoryMiB: 104,
  hardware: { firmware: 'bios', diskBus: 'virtio', nicModel: 'virtio' },
  login: {
    en: 'on the console as root, without a password',
    es: 'en la consola como root, sin contraseña',
  },
  expectedBootSeconds: 90,
};

/** Every system that can be asked for by name. */
export const catalogue: readonly Image[] = [tiny];
