import { join } from '../base/text.ts';
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
  if (view.title !== undefined && words(view.title, 'en').trim() !== '')
    return { ...view, title: join([sign, view.title], '') };
  const [first, ...rest] = view.parts;
  if (first?.kind !== 'text' || words(first.text, 'en').trim() === '') return view;
  return { ...view, parts: [{ ...first, text: join([sign, first.text], '') }, ...rest] };
}
