import { LOCALES, say, type Text, type Words } from '../base/text.ts';
import { TONE_SIGNS } from './message-words.ts';
import type { View } from './view.ts';
import { words } from './words.ts';

/**
 * A view with its sign before its first words: before its title, or where it has none before the paragraph that it begins
 * with. A sign alone says nothing: then there is none.
 */
export function withSign(view: View): View {
  const sign = TONE_SIGNS[view.tone];
  if (sign === '') return view;
  if (view.title !== undefined && saysSomething(view.title)) {
    return { ...view, title: signed(view.title, sign) };
  }
  const [first, ...rest] = view.parts;
  if (first?.kind !== 'text') return view;
  return { ...view, parts: [{ ...first, text: signed(first.text, sign) }, ...rest] };
}

function saysSomething(said: Words): boolean {
  return LOCALES.some((locale) => words(said, locale).trim() !== '');
}

/** In each language that it says something in. */
function signed(said: Words, sign: string): Text {
  const [en = '', es = ''] = LOCALES.map((locale) =>
    words(said, locale).trim() === '' ? '' : `${sign}${say(said, locale)}`,
  );
  return { en, es };
}
