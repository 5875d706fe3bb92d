import { type Locale, say, type Text, type Words } from '../base/text.ts';
import type { Action, Part, View } from './view.ts';

type Change = (text: string, locale: Locale) => string;

/** A view with every sentence of its own put through `change`, in every language; what guests said stays as it is. */
export function mapWords(view: View, change: Change): View {
  const words = (said: Words): Words => mapText(said, change);
  return {
    ...view,
    ...(view.title === undefined ? {} : { title: words(view.title) }),
    parts: view.parts.map((part) => mapPart(part, words)),
    actions: view.actions.map((action) => mapAction(action, words)),
  };
}

function mapText(said: Words, change: Change): Words {
  const text: Text = { en: change(say(said, 'en'), 'en'), es: change(say(said, 'es'), 'es') };
  return typeof said === 'string' && text.en === text.es ? text.en : text;
}

function mapAction(action: Action, words: (said: Words) => Words): Action {
  const { confirm } = action;
  return {
    ...action,
    label: words(action.label),
    ...(confirm === undefined ? {} : { confirm: words(confirm) }),
  };
}

function mapPart(part: Part, words: (said: Words) => Words): Part {
  switch (part.kind) {
    case 'text':
    case 'note':
      return { ...part, text: words(part.text) };
    case 'fields':
      return {
        ...part,
        fields: part.fields.map(({ label, value }) => ({ label: words(label), value: words(value) })),
      };
    case 'table':
      return { ...part, empty: words(part.empty), rows: part.rows.map((row) => row.map(words)) };
    case 'steps':
      return {
        ...part,
        steps: part.steps.map(({ note, ...step }) => ({
          ...step,
          ...(note === undefined ? {} : { note: words(note) }),
        })),
      };
    case 'link':
      return { ...part, label: words(part.label) };
    case 'picture':
      return { ...part, alt: words(part.alt) };
    case 'code':
    case 'asker':
      return part;
  }
}
