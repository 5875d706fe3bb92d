import { say, type Words } from '../../src/text.ts';
import type { Part, View } from '../../src/view/view.ts';
import type { People } from './people.ts';

const ID = /^slack:[A-Z0-9]+:([A-Z0-9]+)$/;

/** A view in which people stand with their names, where a value is nothing but an id. */
export async function withNames(view: View, people: Pick<People, 'of'>): Promise<View> {
  const parts = await Promise.all(view.parts.map((part) => named(part, people)));
  return { ...view, parts };
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
    default:
      return part;
  }
}

async function nameOf(words: Words, people: Pick<People, 'of'>): Promise<Words> {
  const user = ID.exec(say(words, 'en'))?.[1];
  return user === undefined ? words : (await people.of(user)).name;
}
