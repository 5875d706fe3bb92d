import type { OptionKind } from '../option.ts';

const YES = new Set(['', 'yes', 'true', 'on', 'sí', 'si', '1']);
const NO = new Set(['no', 'false', 'off', '0']);

/** Something that is so when it is typed; `--all=no` takes it back. */
export function flag(): OptionKind<boolean> {
  return {
    placeholder: '',
    example: '',
    type: 'boolean',
    parse(word) {
      const lower = word.toLowerCase();
      if (YES.has(lower)) return { ok: true, value: true };
      if (NO.has(lower)) return { ok: true, value: false };
      return {
        ok: false,
        problem: { en: 'takes no value, or else yes or no', es: 'no lleva valor, o bien yes o no' },
      };
    },
  };
}
