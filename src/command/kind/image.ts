import { UserError } from '../../errors.ts';
import type { Image } from '../../image/image.ts';
import type { OptionKind } from '../option.ts';
import { didYouMean, nearest } from '../suggest.ts';

const PATTERN = /^[a-z0-9][a-z0-9.-]{0,40}$/;

/** A system of the catalogue. */
export function image(): OptionKind<string, Image> {
  return {
    placeholder: 'image',
    example: 'tiny',
    type: 'string',
    parse(word) {
      const value = word.toLowerCase();
      if (PATTERN.test(value)) return { ok: true, value };
      return { ok: false, problem: { en: 'is no name of an image', es: 'no es un nombre de imagen' } };
    },
    async resolve(id, { catalogue }) {
      const found = catalogue.find((one) => one.id === id);
      if (found) return found;
      const ids = catalogue.map((one) => one.id);
      throw new UserError(
        'not-found',
        { en: `There is no image called ${id}.`, es: `No hay ninguna imagen llamada ${id}.` },
        didYouMean(nearest(id, ids)) ?? {
          en: 'See which there are: /image list',
          es: 'Vea cuáles hay: /image list',
        },
      );
    },
    async complete(prefix, { catalogue }) {
      return catalogue
        .filter(({ id }) => id.startsWith(prefix))
        .map(({ id, title }) => ({ value: id, label: title }));
    },
  };
}
