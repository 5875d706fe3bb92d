import type { OptionKind } from '../command/option.ts';
import { isImageId } from './image.ts';

/** A name for a new image. */
export function imageName(): OptionKind<string> {
  return {
    placeholder: 'name',
    example: 'lesson3',
    type: 'string',
    parse(word) {
      const value = word.toLowerCase();
      if (isImageId(value)) return { ok: true, value };
      return {
        ok: false,
        problem: {
          en: 'must begin with a letter and contain only letters a to z, digits and single hyphens, 31 at most',
          es: 'debe empezar por una letra y contener solo letras de la a a la z, dígitos y guiones sueltos, 31 como máximo',
        },
      };
    },
  };
}
