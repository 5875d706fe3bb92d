import type { Image } from '../image.ts';

/** Facts: the project's own page (docs/images.md). */
export const dsl2024: Image = {
  id: 'dsl2024',
  title: 'Damn Small Linux 2024',
  summary: {
    en: 'The desktop for old computers, remade, 685 MB',
    es: 'El escritorio para equipos antiguos, rehecho, 685 MB',
  },
  kind: 'live',
  source: {
    kind: 'file',
    urls: ['https://www.damnsmalllinux.org/download/dsl-2024.rc7.iso'],
    digest: { algorithm: 'md5', value: 'cd8afa1de6e60af50605a1a4af21da64' },
  },
  defaults: { cpus: 1, memoryMiB: 1024, diskGiB: 0 },
  minMemoryMiB: 256,
  hardware: { firmware: 'bios', diskBus: 'ide', nicModel: 'e1000' },
  login: {
    en: 'root with the password root, according to others',
    es: 'root con la contraseña root, según otras fuentes',
  },
  asksForAddress: true,
  expectedBootSeconds: 600,
  unverified: [
    {
      en: 'its login, whether it asks for an address by itself, its serial console',
      es: 'su acceso, que pida una dirección por sí solo y su consola serie',
    },
  ],
};
