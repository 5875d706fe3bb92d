import type { Locale } from '../base/text.ts';

/** Other words for the same, by language. The first Spanish one is what chats show; the others are understood. */
export type Alias = { readonly [Language in Locale]?: readonly [string, ...string[]] };

/** A word without capitals and accents, which phones and hurried people leave out. */
export function folded(word: string): string {
  return word
    .toLowerCase()
    .normalize('NFD')
    .replace(/\p{Mn}/gu, '');
}

/** The words of every language. */
export function aliasWords(alias: Alias | undefined): readonly string[] {
  return [...(alias?.en ?? []), ...(alias?.es ?? [])];
}

/** Whether a typed word is one of them. */
export function isAlias(typed: string, alias: Alias | undefined): boolean {
  return aliasWords(alias).some((word) => folded(word) === folded(typed));
}
