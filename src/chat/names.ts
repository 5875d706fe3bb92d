import { say, type Words } from '../base/text.ts';
import type { Part, View } from '../view/view.ts';
import type { People } from './people.ts';

/** Finds the people of a chat in texts. */
export interface Names {
  readonly people: Pick<People, 'of'>;
  /** An actor's id of this chat, such as `/slack:[A-Z0-9]+:([A-Z0-9]+)/`: its group is what `people` know them by. */
  readonly id: RegExp;
}

/**
 * A view in which people stand with their names, not their ids. Notes are left alone: they tell somebody their own id,
 * which an administrator will ask them for.
 */
export async function withNames(view: View, names: Names): Promise<View> {
  const parts = await Promise.all(view.parts.map((part) => named(part, names)));
  const actions = await Promise.all(
    view.actions.map(async ({ confirm, ...action }) =>
      confirm === undefined ? action : { ...action, confirm: await inSentence(confirm, names) },
    ),
  );
  const title = view.title && (await inSentence(view.title, names));
  return { ...view, title, parts, actions };
}

async function named(part: Part, names: Names): Promise<Part> {
  switch (part.kind) {
    case 'fields': {
      const fields = part.fields.map(async (field) => ({
        ...field,
        value: await nameOf(field.value, names),
      }));
      return { ...part, fields: await Promise.all(fields) };
    }
    case 'table': {
      const rows = part.rows.map((row) => Promise.all(row.map((cell) => nameOf(cell, names))));
      return { ...part, rows: await Promise.all(rows) };
    }
    case 'text':
      return { ...part, text: await inSentence(part.text, names) };
    case 'asker': {
      const name = await nameOf(part.actor, names);
      return name === part.actor ? part : { ...part, name: say(name, 'en') };
    }
    default:
      return part;
  }
}

async function nameOf(words: Words, { people, id }: Names): Promise<Words> {
  const user = new RegExp(`^${id.source}$`).exec(say(words, 'en'))?.[1];
  return user === undefined ? words : (await people.of(user)).name;
}

async function inSentence(words: Words, { people, id }: Names): Promise<Words> {
  const ids = new RegExp(`\\b${id.source}\\b`, 'g');
  const found = new Map<string, string>();
  for (const [, user = ''] of say(words, 'en').matchAll(ids)) found.set(user, (await people.of(user)).name);
  if (found.size === 0) return words;
  const named = (text: string) => text.replace(ids, (whole, user: string) => found.get(user) ?? whole);
  return typeof words === 'string' ? named(words) : { en: named(words.en), es: named(words.es) };
}
