import type { OptionKind } from '../option.ts';

/** One of a few words. */
export function choice<const Word extends string>(words: readonly [Word, ...Word[]]): OptionKind<Word> {
  const list = words.join(', ');
  return {
    placeholder: words.join('|'),
    example: words[0],
    type: 'string',
    choices: words,
    parse(word) {
      const value = words.find((one) => one === word.toLowerCase());
      if (value !== undefined) return { ok: true, value };
      return { ok: false, problem: { en: `must be one of ${list}`, es: `debe ser una de ${list}` } };
    },
    complete: async (prefix) => words.filter((word) => word.startsWith(prefix)).map((value) => ({ value })),
  };
}
