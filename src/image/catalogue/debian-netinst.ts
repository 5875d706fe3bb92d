import type { Image } from '../image.ts';

/** Facts: Debian's own folder of installation discs (docs/images.md). */
export const debianNetinst: Image = {
  id: 'debian-netinst',
  aliases: ['debian-installer', 'netinst'],
  title: 'Debian (installer)',
  summary: {
    en: 'Debian’s installer with an empty disk, for a lesson on installing',
    es: 'El instalador de Debian con un disco vacío, para una clase de instalación',
  },
  kind: 'install',
  source: {
    kind: 'listed',
    folder: 'https://cdimage.debian.org/debian-cd/current/amd64/iso-cd/',
    name: 'debian-*-amd64-netinst.iso',
    sums: {
      url: 'https://cdimage.debian.org/debian-cd/current/amd64/iso-cd/SHA512SUMS',
      algorithm: 'sha512',
    },
  },
  defaults: { cpus: 1, memoryMiB: 1024, diskGiB: 10 },
  minMemoryMiB: 512,
  hardware: { firmware: 'bios', diskBus: 'virtio', nicModel: 'virtio' },
  login: { en: 'as you choose during installation', es: 'como elija al instalarlo' },
  bootWords: {
    en: 'console=ttyS0 (output on the serial console)',
    es: 'console=ttyS0 (habla por la consola serie)',
  },
  asksForAddress: false,
  expectedBootSeconds: 120,
};
