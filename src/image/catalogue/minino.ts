import type { Image } from '../image.ts';

/** Facts: GALPon's page of downloads (docs/images.md); where the file itself lies is not confirmed. */
export const minino: Image = {
  id: 'minino',
  aliases: ['galpon', 'galpon-minino', 'artabros'],
  title: 'GALPon MiniNo Artabros 2.1',
  summary: {
    en: 'The Galician system for old computers, live or installed, about 670 MB',
    es: 'El sistema gallego para equipos antiguos, en vivo e instalable, unos 670 MB',
  },
  kind: 'live',
  source: { kind: 'file', urls: ['http://minino.galpon.org/descargas/minino-artabros-2.1_minimal.iso'] },
  defaults: { cpus: 1, memoryMiB: 768, diskGiB: 0 },
  minMemoryMiB: 512,
  hardware: { firmware: 'bios', diskBus: 'ide', nicModel: 'e1000' },
  login: {
    en: 'its desktop opens by itself; logging in on other consoles is untested',
    es: 'su escritorio se abre solo; el acceso en otras consolas no está probado',
  },
  asksForAddress: true,
  expectedBootSeconds: 600,
  unverified: [
    {
      en: 'the address of its file (its page: minino.galpon.org/es/descargas), its login, its memory, its network, its serial console; it publishes no digest that we know of',
      es: 'la dirección de su fichero (su página: minino.galpon.org/es/descargas), su acceso, su memoria, su red y su consola serie; no publica ninguna suma que conozcamos',
    },
  ],
};
