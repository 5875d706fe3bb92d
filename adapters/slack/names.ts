import { say, type Words } from '../../src/text.ts';
import type { Part, View } from '../../src/view/view.ts';
import type { People } from './people.ts';

const ID = /^slack:[A-Z0-9]+:([A-Z0-9]+)$/;
const IDS = /\bslack:[A-Z0-9]+:([A-Z0-9]+)\b/g;

/**
 * A view in which people stand with their names, not their ids. Notes are left alone: they tell somebody his own id,
 * which an administrator will ask him for.
 */
export async function withNames(view: View, people: Pick<People, 'of'>): Promise<View> {
  const parts = await Promise.all(view.parts.map((part) => named(part, people)));
  const actions = await Promise.all(
    view.actions.map(async ({ confirm, ...action }) =>
      confirm === undefined ? action : { ...action, confirm: await inSentence(confirm, people) },
    ),
  );
  return { ...view, parts, actions };
}

async function named(part: Part, people: Pick<People, 'of'>): Promise<Part> {
  switch (part.kind) {
    case 'fields': {
      const fields = part.fields.map(async (field) => ({
        ...field,
        value: await nameOf(field.value, people),
      }));
      return { ...part, fields: await Promise.all(fields) };
    }
    case 'table': {
      const rows = part.rows.map((row) => Promise.all(row.map((cell) => nameOf(cell, people))));
      return { ...part, rows: await Promise.all(rows) };
    }
    case 'text':
      return { ...part, text: await inSentence(part.text, people) };
    default:
      return part;
  }
}

async function nameOf(words: Words, people: Pick<People, 'of'>): Promise<Words> {
  const user = ID.exec(say(words, 'en'))?.[1];
  return user === undefined ? words : (await people.of(user)).name;
}

async function inSentence(words: Words, people: Pick<People, 'of'>): Promise<Words> {
  const names = new Map<string, string>();
  for (const [, user = ''] of say(words, 'en').matchAll(IDS)) names.set(user, (await people.of(user)).name);
  if (names.size === 0) return words;
  const named = (text: string) => text.replace(IDS, (id, user: string) => names.get(user) ?? id);
  return typeof words === 'string' ? named(words) : { en: named(words.en), es: named(words.es) };
}
