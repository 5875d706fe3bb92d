import type { Image } from '../image.ts';

/** Facts: the distribution's mirror and public catalogues of virtual machine managers (docs/images.md). */
export const slitaz: Image = {
  id: 'slitaz',
  title: 'SliTaz',
  summary: {
    en: 'A complete live desktop in 43 MB, the course’s small system',
    es: 'Un escritorio completo en vivo de 43 MB, el sistema pequeño del curso',
  },
  kind: 'live',
  source: {
    kind: 'file',
    urls: ['http://mirror.slitaz.org/iso/rolling/slitaz-rolling.iso'],
    // Over plain HTTP and in MD5: it tells a broken download, and the pin tells a change.
    sums: { url: 'http://mirror.slitaz.org/iso/rolling/slitaz-rolling.md5', algorithm: 'md5' },
  },
  defaults: { cpus: 1, memoryMiB: 512, diskGiB: 0 },
  minMemoryMiB: 160,
  // virtio is not known to work with its kernel.
  hardware: { firmware: 'bios', diskBus: 'ide', nicModel: 'e1000' },
  login: {
    en: 'tux without a password; root with the password root',
    es: 'tux sin contraseña; root con la contraseña root',
  },
  asksForAddress: true,
  expectedBootSeconds: 240,
  unverified: [
    {
      en: 'whether it starts with 160 MiB, and opens a login on the serial console by itself',
      es: 'que arranque con 160 MiB y que abra por sí solo un acceso en la consola serie',
    },
  ],
};
