import type { Image } from '../image.ts';

/** Facts: the project's folder of downloads (docs/images.md). */
export const cirros: Image = {
  id: 'cirros',
  title: 'CirrOS 0.6.3',
  summary: {
    en: 'A tiny test system for clouds, 21 MB',
    es: 'Un sistema mínimo de prueba para la nube, 21 MB',
  },
  kind: 'cloud',
  source: {
    kind: 'file',
    urls: [
      'https://download.cirros-cloud.net/0.6.3/cirros-0.6.3-x86_64-disk.img',
      'http://download.cirros-cloud.net/0.6.3/cirros-0.6.3-x86_64-disk.img',
    ],
  },
  defaults: { cpus: 1, memoryMiB: 128, diskGiB: 1 },
  minMemoryMiB: 128,
  hardware: { firmware: 'bios', diskBus: 'virtio', nicModel: 'virtio' },
  login: {
    en: 'cirros with the password gocubsgo, or with your SSH key (/my key add)',
    es: 'cirros con la contraseña gocubsgo, o con su clave SSH (/my key add)',
  },
  asksForAddress: true,
  expectedBootSeconds: 120,
  unverified: [
    {
      en: 'a digest from its publisher, so the first download is trusted',
      es: 'una suma de su editor, así que se confía en la primera descarga',
    },
  ],
};
