import type { Image } from '../image.ts';

/** Facts: FreeBSD's folder of machine images (docs/images.md), most of them not confirmed. */
export const freebsd: Image = {
  id: 'freebsd',
  title: 'FreeBSD 14.3',
  summary: {
    en: 'The other Unix: FreeBSD; it configures itself at its first start',
    es: 'El otro Unix: FreeBSD; se configura en el primer arranque',
  },
  kind: 'cloud',
  source: {
    kind: 'listed',
    folder: 'https://download.freebsd.org/releases/VM-IMAGES/14.3-RELEASE/amd64/Latest/',
    name: 'FreeBSD-14.3-RELEASE-amd64-BASIC-CLOUDINIT*ufs.qcow2.xz',
    sums: {
      url: 'https://download.freebsd.org/releases/VM-IMAGES/14.3-RELEASE/amd64/Latest/CHECKSUM.SHA256',
      algorithm: 'sha256',
    },
  },
  defaults: { cpus: 1, memoryMiB: 1024, diskGiB: 10 },
  minMemoryMiB: 512,
  hardware: { firmware: 'bios', diskBus: 'virtio', nicModel: 'virtio' },
  login: {
    en: 'freebsd, with your SSH key (/my key add)',
    es: 'freebsd, con su clave SSH (/my key add)',
  },
  asksForAddress: true,
  expectedBootSeconds: 420,
  unverified: [
    {
      en: 'the exact address of its file, its memory, its user, whether it reads the seed, its serial console',
      es: 'la dirección exacta de su fichero, su memoria, su usuario, que lea la semilla y su consola serie',
    },
  ],
};
