import { UserError } from '../../src/base/errors.ts';
import { command } from '../../src/command/command.ts';
import { flag } from '../../src/command/kind/flag.ts';
import { named, positional } from '../../src/command/option.ts';
import type { ImageContext } from '../../src/image/context.ts';
import { image } from '../../src/image/option.ts';
import { isFetchable } from '../../src/image/source.ts';
import { startImageWork } from '../../src/image/start-work.ts';
import { fetchImage } from '../../src/image/work/fetch.ts';
import { view } from '../../src/view/view.ts';
import { imageGroup } from './group.ts';

export const pull = command({
  path: ['image', 'pull'],
  alias: { es: ['descargar', 'bajar'] },
  within: imageGroup,
  summary: { en: 'Download an image to the host', es: 'Descargar una imagen al anfitrión' },
  examples: ['/image pull slitaz', '/image pull slitaz --renew'],
  needs: 'image:pull',
  takes: 'image-work',
  answer: 'channel',
  options: {
    image: positional(image(), { en: 'The image', es: 'La imagen', alias: { es: ['imagen'] } }),
    renew: named(flag(), {
      en: 'Download it again, even if it has changed since the first time',
      es: 'Descargarla de nuevo, aunque haya cambiado desde la primera vez',
      alias: { es: ['renovar'] },
    }),
  },
  async run({ image: wanted, renew = false }, context: ImageContext) {
    const { id, source } = wanted;
    if (!isFetchable(source)) throw nowhere(id);
    const here = (await context.hypervisor.images()).find((image) => image.id === id);
    if (here && !renew) {
      const size = Math.round(here.sizeBytes / 1e6);
      const text = {
        en: `${id} is already on the host (${size} MB). To download it again: /image pull ${id} --renew`,
        es: `${id} ya está en el anfitrión (${size} MB). Para descargarla de nuevo: /image pull ${id} --renew`,
      };
      return { kind: 'say', view: view({ tone: 'good', parts: [{ kind: 'text', text }] }) };
    }
    const isAdded = !context.catalogue.isDeclared(id);
    return startImageWork(fetchImage, { image: wanted, path: null, renew, isAdded });
  },
});

function nowhere(id: string): UserError {
  return new UserError(
    'unsupported',
    {
      en: `${id} cannot be downloaded: it was created or added on this host.`,
      es: `${id} no se puede descargar: se creó o se añadió en este anfitrión.`,
    },
    {
      en: 'An administrator can build tiny again with scripts/setup.sh, or add files in the host’s terminal: /image add',
      es: 'Un administrador puede volver a construir tiny con scripts/setup.sh, o añadir ficheros en el terminal del anfitrión: /image add',
    },
  );
}
