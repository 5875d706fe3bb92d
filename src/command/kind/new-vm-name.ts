import { isVmName } from '../../vm/name.ts';
import type { OptionKind } from '../option.ts';

/** The name of a machine to be made. */
export function newVmName(): OptionKind<string> {
  return {
    placeholder: 'name',
    example: 'web1',
    type: 'string',
    parse(word) {
      const value = word.toLowerCase();
      if (isVmName(value)) return { ok: true, value };
      return {
        ok: false,
        problem: {
          en: 'must begin with a letter and hold only letters a to z, digits and hyphens, 31 at most',
          es: 'debe empezar por una letra y contener solo letras de la a a la z, dígitos y guiones, 31 como máximo',
        },
      };
    },
  };
}
