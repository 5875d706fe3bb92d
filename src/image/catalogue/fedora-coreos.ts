import type { Image } from '../image.ts';

/** Facts: the project's stream metadata and documents (docs/images.md). */
export const fedoraCoreos: Image = {
  id: 'fedora-coreos',
  aliases: ['coreos', 'fcos'],
  title: 'Fedora CoreOS',
  summary: {
    en: 'A system for containers, successor to the CoreOS of the course',
    es: 'Un sistema para contenedores, sucesor del CoreOS del curso',
  },
  kind: 'ignition',
  source: { kind: 'coreos-stream', url: 'https://builds.coreos.fedoraproject.org/streams/stable.json' },
  defaults: { cpus: 1, memoryMiB: 2048, diskGiB: 10 },
  minMemoryMiB: 1024,
  hardware: { firmware: 'bios', diskBus: 'virtio', nicModel: 'virtio' },
  login: {
    en: 'core, with your SSH key (/my key add) or on the console with its password (/vm password)',
    es: 'core, con su clave SSH (/my key add) o en la consola con su contraseña (/vm password)',
  },
  asksForAddress: true,
  expectedBootSeconds: 600,
};
