import { command } from '../../src/command/command.ts';
import { positional } from '../../src/command/option.ts';
import type { ImageContext } from '../../src/image/context.ts';
import { image } from '../../src/image/option.ts';
import { startImageWork } from '../../src/image/start-work.ts';
import { notHere, verifyImage } from '../../src/image/work/keep.ts';
import { imageGroup } from './group.ts';

export const verify = command({
  path: ['image', 'verify'],
  alias: { es: ['verificar', 'comprobar'] },
  within: imageGroup,
  summary: {
    en: 'Read an image again and check that it is intact',
    es: 'Releer una imagen y comprobar que está intacta',
  },
  examples: ['/image verify tiny'],
  needs: 'image:pull',
  takes: 'image-work',
  answer: 'channel',
  options: { image: positional(image(), { en: 'The image', es: 'La imagen', alias: { es: ['imagen'] } }) },
  async run({ image: { id } }, context: ImageContext) {
    const here = (await context.hypervisor.images()).some((found) => found.id === id);
    if (!here) throw notHere(id);
    return startImageWork(verifyImage, { id });
  },
});
