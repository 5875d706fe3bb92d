import type { Image } from '../image.ts';

/** Facts: the abandoned project's own page, by way of public catalogues (docs/images.md). */
export const ttylinux: Image = {
  id: 'ttylinux',
  title: 'ttylinux',
  summary: {
    en: 'A command line and little more; the project has been abandoned',
    es: 'Una línea de órdenes y poco más; el proyecto está abandonado',
  },
  kind: 'live',
  source: { kind: 'file', urls: ['http://ttylinux.net/Download/ttylinux-pc_x86_64-16.1.iso.gz'] },
  defaults: { cpus: 1, memoryMiB: 128, diskGiB: 0 },
  minMemoryMiB: 128,
  hardware: { firmware: 'bios', diskBus: 'ide', nicModel: 'rtl8139' },
  login: { en: 'root with the password “password”', es: 'root con la contraseña «password»' },
  bootWords: {
    en: 'enet (asks for an address), console=ttyS0 (output on the serial console)',
    es: 'enet (pide una dirección), console=ttyS0 (habla por la consola serie)',
  },
  asksForAddress: false,
  expectedBootSeconds: 120,
  unverified: [
    {
      en: 'whether its address still works: its project is abandoned and publishes no digest',
      es: 'que su dirección siga respondiendo: el proyecto está abandonado y no publica ninguna suma',
    },
  ],
};
