import type { Image } from '../image.ts';

/** Facts: Alpine's folder of releases (docs/images.md). */
export const alpine: Image = {
  id: 'alpine',
  title: 'Alpine Linux 3.23',
  summary: {
    en: 'A small, simple Linux for virtual machines, live from its disc',
    es: 'Un Linux pequeño y sencillo para máquinas virtuales, en vivo desde su disco',
  },
  kind: 'live',
  source: {
    kind: 'file',
    urls: ['https://dl-cdn.alpinelinux.org/alpine/v3.23/releases/x86_64/alpine-virt-3.23.0-x86_64.iso'],
    sums: {
      url: 'https://dl-cdn.alpinelinux.org/alpine/v3.23/releases/x86_64/alpine-virt-3.23.0-x86_64.iso.sha256',
      algorithm: 'sha256',
    },
  },
  defaults: { cpus: 1, memoryMiB: 256, diskGiB: 0 },
  minMemoryMiB: 128,
  hardware: { firmware: 'bios', diskBus: 'virtio', nicModel: 'virtio' },
  login: {
    en: 'root without a password; run setup-alpine to bring the network up',
    es: 'root sin contraseña; ejecute setup-alpine para activar la red',
  },
  asksForAddress: false,
  expectedBootSeconds: 90,
  unverified: [
    { en: 'the exact address of its latest disc', es: 'la dirección exacta de su disco más reciente' },
  ],
};
