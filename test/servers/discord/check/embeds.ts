import { type Json, lengthBreaches, object, objects, requiredText } from './json.ts';

/** docs.discord.com, resources/message, embed limits. */
const MOST_EMBEDS = 10;
const MOST_FIELDS = 25;
const MOST_IN_ALL = 6000;
const MOST = { title: 256, description: 4096, fieldName: 256, fieldValue: 1024, footer: 2048, author: 256 };

/** What is wrong with the embeds of a message. */
export function* embedsBreaches(value: unknown): Generator<string> {
  const embeds = objects(value);
  if (embeds.length > MOST_EMBEDS) yield `embeds: ${embeds.length}, at most ${MOST_EMBEDS}`;
  const all = embeds.reduce((sum, embed) => sum + characters(embed), 0);
  if (all > MOST_IN_ALL) yield `embeds: ${all} characters in all, at most ${MOST_IN_ALL}`;
  for (const [at, embed] of embeds.entries()) yield* embedBreaches(embed, `embeds[${at}]`);
}

function* embedBreaches(embed: Json, place: string): Generator<string> {
  yield* lengthBreaches(embed.title, 0, MOST.title, `${place}.title`);
  yield* lengthBreaches(embed.description, 0, MOST.description, `${place}.description`);
  yield* lengthBreaches(object(embed.footer).text, 1, MOST.footer, `${place}.footer.text`);
  yield* lengthBreaches(object(embed.author).name, 1, MOST.author, `${place}.author.name`);
  const fields = objects(embed.fields);
  if (fields.length > MOST_FIELDS) yield `${place}.fields: ${fields.length}, at most ${MOST_FIELDS}`;
  for (const [at, field] of fields.entries()) {
    yield* requiredText(field.name, 1, MOST.fieldName, `${place}.fields[${at}].name`);
    yield* requiredText(field.value, 1, MOST.fieldValue, `${place}.fields[${at}].value`);
  }
}

function characters(embed: Json): number {
  const fields = objects(embed.fields).flatMap(({ name, value }) => [name, value]);
  const texts = [
    embed.title,
    embed.description,
    object(embed.footer).text,
    object(embed.author).name,
    ...fields,
  ];
  return texts.reduce<number>((sum, said) => sum + (typeof said === 'string' ? said.length : 0), 0);
}
