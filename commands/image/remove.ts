import type { Text } from '../../src/base/text.ts';
import { command } from '../../src/command/command.ts';
import { lineFor } from '../../src/command/line.ts';
import { positional } from '../../src/command/option.ts';
import type { ImageContext } from '../../src/image/context.ts';
import { image } from '../../src/image/option.ts';
import { isFetchable } from '../../src/image/source.ts';
import { startImageWork } from '../../src/image/start-work.ts';
import { imageInUse, notHere, removeImage } from '../../src/image/work/keep.ts';
import { view } from '../../src/view/view.ts';
import { sighted } from '../../src/vm/sighted.ts';
import { sightedWords } from '../../src/vm/sighted-words.ts';
import { imageGroup } from './group.ts';

export const remove = command({
  path: ['image', 'remove'],
  alias: { en: ['delete'], es: ['borrar', 'eliminar'] },
  within: imageGroup,
  summary: { en: 'Remove an image from the host', es: 'Borrar una imagen del anfitrión' },
  examples: ['/image remove slitaz'],
  needs: 'image:remove',
  takes: 'image-work',
  makesRoom: true,
  answer: 'channel',
  options: { image: positional(image(), { en: 'The image', es: 'La imagen', alias: { es: ['imagen'] } }) },
  async run({ image: { id, source } }, context: ImageContext) {
    const here = (await context.hypervisor.images()).find((found) => found.id === id);
    if (!here) throw notHere(id);
    if (here.usedBy.length > 0) {
      const machines = await context.hypervisor.list();
      throw imageInUse(id, sightedWords(sighted(here.usedBy, machines, context)));
    }
    if (context.confirmed) return startImageWork(removeImage, { id });
    const size = Math.round(here.sizeBytes / 1e6);
    const loss: Text = isFetchable(source)
      ? {
          en: `The image ${id} (${size} MB) will be removed from the host. It can be downloaded again.`,
          es: `Se borrará la imagen ${id} (${size} MB) del anfitrión. Se puede volver a descargar.`,
        }
      : {
          en: `The image ${id} (${size} MB) will be removed from the host. It cannot be downloaded again.`,
          es: `Se borrará la imagen ${id} (${size} MB) del anfitrión. No se puede volver a descargar.`,
        };
    return {
      kind: 'ask',
      view: view({
        tone: 'warning',
        title: { en: `Remove the image ${id}?`, es: `¿Borrar la imagen ${id}?` },
        parts: [{ kind: 'text', text: loss }],
        actions: [
          {
            label: { en: 'Remove', es: 'Borrar' },
            command: lineFor('image remove', [id], ['--yes']),
            style: 'danger',
          },
        ],
      }),
    };
  },
});
