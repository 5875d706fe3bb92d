import type { Image } from '../image.ts';

/** Facts: the project's folder of releases (docs/images.md). */
export const tinycore: Image = {
  id: 'tinycore',
  title: 'Tiny Core Linux 15',
  summary: {
    en: 'A desktop that lives in memory, 46 MB',
    es: 'Un escritorio que vive en memoria, 46 MB',
  },
  kind: 'live',
  source: {
    kind: 'file',
    urls: ['http://www.tinycorelinux.net/15.x/x86/release/TinyCore-15.0.iso'],
    sums: {
      url: 'http://www.tinycorelinux.net/15.x/x86/release/TinyCore-15.0.iso.md5.txt',
      algorithm: 'md5',
    },
  },
  defaults: { cpus: 1, memoryMiB: 256, diskGiB: 0 },
  minMemoryMiB: 128,
  hardware: { firmware: 'bios', diskBus: 'ide', nicModel: 'e1000' },
  login: { en: 'tc without a password', es: 'tc sin contraseña' },
  bootWords: {
    en: 'console=ttyS0 (output on the serial console, which has no login of its own)',
    es: 'console=ttyS0 (habla por la consola serie, que no tiene acceso propio)',
  },
  asksForAddress: true,
  expectedBootSeconds: 120,
};
