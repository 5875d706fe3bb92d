import type { Image } from '../image.ts';

/** Facts: Ubuntu's own folder of cloud images; its table of facts is empty, so that everything is unverified. */
export const ubuntu: Image = {
  id: 'ubuntu',
  aliases: ['ubuntu-cloud', 'noble'],
  title: 'Ubuntu 24.04 LTS (cloud)',
  summary: {
    en: 'Ubuntu, ready to use; it configures itself at its first start',
    es: 'Ubuntu listo para usar; se configura en el primer arranque',
  },
  kind: 'cloud',
  source: {
    kind: 'file',
    urls: ['https://cloud-images.ubuntu.com/noble/current/noble-server-cloudimg-amd64.img'],
    sums: {
      url: 'https://cloud-images.ubuntu.com/noble/current/SHA256SUMS',
      algorithm: 'sha256',
    },
  },
  defaults: { cpus: 1, memoryMiB: 1024, diskGiB: 10 },
  minMemoryMiB: 512,
  hardware: { firmware: 'bios', diskBus: 'virtio', nicModel: 'virtio' },
  login: {
    en: 'ubuntu, with your SSH key (/my key add) or on the console with its password (/vm password)',
    es: 'ubuntu, con su clave SSH (/my key add) o en la consola con su contraseña (/vm password)',
  },
  asksForAddress: true,
  expectedBootSeconds: 600,
  unverified: [
    {
      en: 'its minimum memory, and how long it takes to start',
      es: 'su memoria mínima y cuánto tarda en arrancar',
    },
  ],
};
