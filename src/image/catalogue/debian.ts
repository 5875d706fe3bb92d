import type { Image } from '../image.ts';

/** Facts: Debian's own folder of cloud images (docs/images.md). */
export const debian: Image = {
  id: 'debian',
  aliases: ['debian-cloud', 'debian13', 'trixie'],
  title: 'Debian 13 (cloud)',
  summary: {
    en: 'Debian, ready to use; it configures itself at its first start',
    es: 'Debian listo para usar; se configura en el primer arranque',
  },
  kind: 'cloud',
  source: {
    kind: 'file',
    urls: ['https://cloud.debian.org/images/cloud/trixie/latest/debian-13-genericcloud-amd64.qcow2'],
    sums: {
      url: 'https://cloud.debian.org/images/cloud/trixie/latest/SHA512SUMS',
      algorithm: 'sha512',
    },
  },
  defaults: { cpus: 1, memoryMiB: 1024, diskGiB: 10 },
  minMemoryMiB: 512,
  hardware: { firmware: 'bios', diskBus: 'virtio', nicModel: 'virtio' },
  login: {
    en: 'debian, with your SSH key (/my key add) or on the console with its password (/vm password)',
    es: 'debian, con su clave SSH (/my key add) o en la consola con su contraseña (/vm password)',
  },
  asksForAddress: true,
  expectedBootSeconds: 420,
};
