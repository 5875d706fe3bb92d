import { folded } from '../alias.ts';
import type { OptionKind } from '../option.ts';

/**
 * One of a few words.
 * @param spanish what those of them are called in Spanish that have a name of their own there
 */
export function choice<const Word extends string>(
  words: readonly [Word, ...Word[]],
  spanish: { readonly [W in Word]?: string } = {},
): OptionKind<Word> {
  const list = words.join(', ');
  const namesOf = (word: Word) => [word, ...(spanish[word] === undefined ? [] : [spanish[word]])];
  const named = words.filter((word) => spanish[word] !== undefined);
  return {
    placeholder: words.join('|'),
    example: words[0],
    type: 'string',
    choices: words,
    choiceNames: Object.fromEntries(named.map((word) => [word, { en: word, es: spanish[word] ?? word }])),
    parse(typed) {
      const value = words.find((word) => namesOf(word).some((name) => folded(name) === folded(typed)));
      if (value !== undefined) return { ok: true, value };
      return {
        ok: false,
        problem: { en: `must be one of ${list}`, es: `debe ser uno de estos valores: ${list}` },
      };
    },
    complete: async (prefix, { locale }) =>
      words
        .filter((word) => namesOf(word).some((name) => name.startsWith(prefix)))
        .map((value) => {
          const label = locale === 'es' ? spanish[value] : undefined;
          return { value, ...(label === undefined ? {} : { label }) };
        }),
  };
}
