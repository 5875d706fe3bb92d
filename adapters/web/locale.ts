import { type Locale, localeOf } from '../../src/base/text.ts';

/** The language that a browser asks for first (RFC 9110, 12.5.4); English where it asks for neither of ours. */
export function localeAsked(acceptLanguage: string | undefined): Locale {
  const asked = (acceptLanguage ?? '')
    .split(',')
    .slice(0, 20)
    .map((part) => {
      const [tag = '', ...parameters] = part.trim().split(';');
      const quality = parameters
        .map((one) => /^\s*q=([\d.]{1,5})$/.exec(one)?.[1])
        .find((q) => q !== undefined);
      return { tag, quality: quality === undefined ? 1 : Number(quality) };
    })
    .filter(({ tag, quality }) => /^(en|es)(-|$)/i.test(tag) && quality > 0)
    .toSorted((a, b) => b.quality - a.quality);
  return localeOf(asked[0]?.tag);
}
