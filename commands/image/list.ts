import { command } from '../../src/command/command.ts';
import { view } from '../../src/view/view.ts';

export const list = command({
  path: ['image', 'list'],
  summary: {
    en: 'List the systems machines can be made of',
    es: 'Listar los sistemas con los que crear máquinas',
  },
  examples: ['/image list'],
  needs: 'image:read',
  answer: 'private',
  options: {},
  async run(_values, context) {
    const present = new Map((await context.hypervisor.images()).map((image) => [image.id, image]));
    const images = context.catalogue.map((image) => ({ image, here: present.get(image.id) }));
    return {
      kind: 'say',
      data: {
        images: images.map(({ image, here }) => ({
          id: image.id,
          title: image.title,
          present: here !== undefined,
          sizeBytes: here?.sizeBytes ?? null,
          sha256: here?.sha256 ?? null,
        })),
      },
      view: view({
        parts: [
          {
            kind: 'table',
            columns: [
              { label: { en: 'Image', es: 'Imagen' }, whole: true },
              { label: { en: 'On the host', es: 'En el anfitrión' } },
              { label: { en: 'Memory', es: 'Memoria' }, align: 'right' },
              { label: { en: 'What it is', es: 'Qué es' } },
            ],
            rows: images.map(({ image, here }) => [
              image.id,
              here ? megabytes(here.sizeBytes) : { en: 'no', es: 'no' },
              `${image.defaults.memoryMiB} MiB`,
              image.summary,
            ]),
            empty: { en: 'The catalogue is empty.', es: 'El catálogo está vacío.' },
          },
        ],
      }),
    };
  },
});

function megabytes(bytes: number): string {
  return `${Math.round(bytes / 1e6)} MB`;
}
