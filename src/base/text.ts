/** The languages that every sentence of labvm exists in. */
export const LOCALES = ['en', 'es'] as const;

export type Locale = (typeof LOCALES)[number];

/** A sentence in every language. */
export type Text = Readonly<Record<Locale, string>>;

/** A sentence, or a word that is the same in every language: a name, a number, an address. */
export type Words = Text | string;

/** The words in one language. */
export function say(words: Words, locale: Locale): string {
  return typeof words === 'string' ? words : words[locale];
}

/** Several words as one, joined in each language. */
export function join(parts: readonly Words[], separator: string): Text {
  return {
    en: parts.map((part) => say(part, 'en')).join(separator),
    es: parts.map((part) => say(part, 'es')).join(separator),
  };
}

/**
 * The language of a POSIX or BCP 47 tag (`es_ES.UTF-8`, `es-419`); English for anything unknown,
 * because the course's hosts are set up in English more often than not.
 */
export function localeOf(tag: string | undefined): Locale {
  return tag !== undefined && /^es([-_.@]|$)/i.test(tag) ? 'es' : 'en';
}
