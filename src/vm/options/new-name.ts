import type { OptionKind } from '../../command/option.ts';
import { isNewVmName, isVmName } from '../name.ts';

/** The name of a machine to be made. */
export function newVmName(): OptionKind<string> {
  return {
    placeholder: 'name',
    example: 'web1',
    type: 'string',
    parse(word) {
      const value = word.toLowerCase();
      if (isNewVmName(value)) return { ok: true, value };
      if (isVmName(value)) return endsInHyphen(value);
      return {
        ok: false,
        problem: {
          en: 'must begin with a letter and contain only letters a to z, digits and hyphens, 31 at most',
          es: 'debe empezar por una letra y contener solo letras de la a a la z, dígitos y guiones, 31 como máximo',
        },
      };
    },
  };
}

function endsInHyphen(name: string): Extract<ReturnType<OptionKind<string>['parse']>, { ok: false }> {
  const without = name.replace(/-+$/, '');
  return {
    ok: false,
    problem: {
      en: 'ends in a hyphen, and no host name may end in one',
      es: 'termina en guion, y ningún nombre de equipo puede terminar así',
    },
    hint: { en: `For example: ${without}`, es: `Por ejemplo: ${without}` },
  };
}
