import type { OptionKind } from '../option.ts';

interface TextOptions {
  readonly placeholder: string;
  readonly example: string;
  /** The most characters. */
  readonly most: number;
  /** Takes all words that are left, as one. */
  readonly takesRest?: boolean;
}

/** Whatever is typed, as it is; the command says what is wrong with it. */
export function text({ placeholder, example, most, takesRest = false }: TextOptions): OptionKind<string> {
  return {
    placeholder,
    example,
    type: 'string',
    maxLength: most,
    takesRest,
    parse(word) {
      if (word.length <= most) return { ok: true, value: word };
      return {
        ok: false,
        problem: { en: `is longer than ${most} characters`, es: `tiene más de ${most} caracteres` },
      };
    },
  };
}
