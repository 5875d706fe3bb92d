import type { Locale } from '../base/text.ts';
import { clean } from './clean.ts';
import { askedBy, STEP_WORDS } from './message-words.ts';
import type { Part, View } from './view.ts';
import { words } from './words.ts';

/** A view as a screen reader or a notification says it: no columns, no signs. */
export function spoken(view: View, locale: Locale): string {
  const title = view.title === undefined ? [] : [words(view.title, locale)];
  return [...title, ...view.parts.flatMap((part) => linesOf(part, locale))]
    .filter((line) => line.trim() !== '')
    .join('\n');
}

function linesOf(part: Part, locale: Locale): readonly string[] {
  switch (part.kind) {
    case 'text':
    case 'note':
      return [words(part.text, locale)];
    case 'fields':
      return part.fields.map(({ label, value }) => `${words(label, locale)}: ${words(value, locale)}`);
    case 'table':
      if (part.rows.length === 0) return [words(part.empty, locale)];
      return part.rows.map((row) => row.map((cell) => words(cell, locale)).join(', '));
    case 'steps':
      return part.steps.map(({ label, state, note }) => {
        const said = note === undefined ? '' : `, ${words(note, locale)}`;
        return `${words(label, locale)}: ${STEP_WORDS[state][locale]}${said}`;
      });
    case 'asker':
      return [words(askedBy(part.name ?? part.actor), locale)];
    case 'link':
      return [words(part.label, locale)];
    case 'picture':
      return part.size === 'thumbnail' ? [] : [words(part.alt, locale)];
    case 'code':
      return [...(part.label ? [words(part.label, locale)] : []), clean(part.text, { keepNewlines: true })];
  }
}
