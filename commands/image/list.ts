import type { Words } from '../../src/base/text.ts';
import { command } from '../../src/command/command.ts';
import type { ImageContext } from '../../src/image/context.ts';
import { imageData } from '../../src/image/image-data.ts';
import { memoryWords } from '../../src/image/words.ts';
import { view } from '../../src/view/view.ts';
import { sighted } from '../../src/vm/sighted.ts';
import { imageGroup } from './group.ts';

export const list = command({
  path: ['image', 'list'],
  alias: { es: ['listar', 'lista'] },
  within: imageGroup,
  summary: {
    en: 'List the systems that machines can be created from',
    es: 'Listar los sistemas con los que se pueden crear máquinas',
  },
  examples: ['/image list'],
  needs: 'image:read',
  answer: 'private',
  options: {},
  async run(_values, context: ImageContext) {
    const { catalogue, hypervisor } = context;
    const [known, here, unfinished, machines] = await Promise.all([
      catalogue.all(),
      hypervisor.images(),
      hypervisor.unfinishedImages(),
      hypervisor.list(),
    ]);
    const present = new Map(here.map((image) => [image.id, image]));
    const begun = new Map(unfinished.map((image) => [image.id, image.sizeBytes]));
    const onHost = (id: string): Words => {
      const sizeBytes = present.get(id)?.sizeBytes;
      if (sizeBytes !== undefined) return megabytes(sizeBytes);
      const part = begun.get(id);
      if (part === undefined || part === 0) return { en: 'no', es: 'no' };
      return { en: `${megabytes(part)} so far`, es: `${megabytes(part)} hasta ahora` };
    };
    return {
      kind: 'say',
      data: {
        images: known.map((image) => {
          const found = present.get(image.id);
          return imageData(image, found, sighted(found?.usedBy ?? [], machines, context));
        }),
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
            rows: known.map((image) => [
              image.id,
              onHost(image.id),
              memoryWords(image.defaults.memoryMiB),
              image.summary,
            ]),
            empty: { en: 'The catalogue is empty.', es: 'El catálogo está vacío.' },
          },
          {
            kind: 'note',
            text: {
              en: 'An image that is not on the host yet is downloaded when a machine is created from it. For details: /image show',
              es: 'Una imagen que aún no está en el anfitrión se descarga al crear una máquina con ella. Más detalles: /image show',
            },
          },
        ],
      }),
    };
  },
});

function megabytes(bytes: number): string {
  return `${Math.round(bytes / 1e6)} MB`;
}
