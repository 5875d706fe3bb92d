import { UserError } from '../base/errors.ts';
import type { OptionKind } from '../command/option.ts';
import { didYouMean, nearest } from '../command/suggest.ts';
import type { ImageReads } from './context.ts';
import { findImage, type Image } from './image.ts';

const PATTERN = /^[a-z0-9][a-z0-9.-]{0,40}$/;

/** A system of the catalogue, by its name or another one of its names. */
export function image(): OptionKind<string, Image, ImageReads> {
  return {
    placeholder: 'image',
    example: 'tiny',
    type: 'string',
    parse(word) {
      const value = word.toLowerCase();
      if (PATTERN.test(value)) return { ok: true, value };
      return { ok: false, problem: { en: 'is not an image name', es: 'no es un nombre de imagen' } };
    },
    async resolve(name, { catalogue }) {
      // What was added since is looked for only where it can be meant.
      const found = findImage(catalogue.known, name) ?? findImage(await catalogue.all(), name);
      if (found) return found;
      const names = catalogue.known.flatMap(({ id, aliases = [] }) => [id, ...aliases]);
      throw new UserError(
        'not-found',
        { en: `There is no image called ${name}.`, es: `No hay ninguna imagen llamada ${name}.` },
        didYouMean(nearest(name, names)) ?? {
          en: 'See which images there are: /image list',
          es: 'Vea qué imágenes hay: /image list',
        },
      );
    },
    async complete(prefix, { catalogue }) {
      // What is declared can be named also where the host does not answer.
      const images = await catalogue.all().catch(() => catalogue.known);
      return images
        .filter(({ id, aliases = [] }) => [id, ...aliases].some((name) => name.startsWith(prefix)))
        .map(({ id, title }) => ({ value: id, label: title }));
    },
  };
}
