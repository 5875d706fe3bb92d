import type { Image } from '../image.ts';

/** Facts: the archive that still keeps it (docs/images.md). */
export const dsl: Image = {
  id: 'dsl',
  title: 'Damn Small Linux 4.4.10',
  summary: {
    en: 'The classic 50 MB desktop, from 2008',
    es: 'El escritorio clásico de 50 MB, de 2008',
  },
  kind: 'live',
  source: {
    kind: 'file',
    urls: ['http://distro.ibiblio.org/damnsmall/current/dsl-4.4.10.iso'],
  },
  defaults: { cpus: 1, memoryMiB: 128, diskGiB: 0 },
  minMemoryMiB: 128,
  // Its kernel is of the 2.4 series, which has no virtio. Which card it likes best is not verified.
  hardware: { firmware: 'bios', diskBus: 'ide', nicModel: 'rtl8139' },
  login: {
    en: 'its desktop opens by itself; logging in on other consoles is untested',
    es: 'su escritorio se abre solo; el acceso en otras consolas no está probado',
  },
  asksForAddress: true,
  expectedBootSeconds: 180,
  unverified: [
    {
      en: 'its login, the card rtl8139, whether it asks for an address, its serial console; it publishes no digest that we know of',
      es: 'su acceso, la tarjeta rtl8139, que pida una dirección y su consola serie; no publica ninguna suma que conozcamos',
    },
  ],
};
