import { ComponentType as Type } from 'discord-api-types/v10';
import { fileUrlBreaches } from './attachments.ts';
import { everyComponent } from './component-tree.ts';
import { type Json, lengthBreaches, object, objects, requiredText } from './json.ts';
import { buttonBreaches, rowBreaches } from './rows.ts';

/** All from docs.discord.com, components. */
const MOST_TEXT = 4000;
const MOST_TEXTS_IN_SECTION = 3;
const MOST_MEDIA = 10;
const MOST_DESCRIPTION = 1024;
const MOST_COLOUR = 0xffffff;

const IN_CONTAINER = new Set<unknown>([
  Type.ActionRow,
  Type.Section,
  Type.TextDisplay,
  Type.MediaGallery,
  Type.File,
  Type.Separator,
]);
const TOP = new Set<unknown>([...IN_CONTAINER, Type.Container]);

/**
 * What is wrong with the components of a message with Components V2.
 * @param files names of the files that the message has
 */
export function* cardBreaches(components: readonly Json[], files: ReadonlySet<string>): Generator<string> {
  for (const [at, one] of components.entries()) yield* oneBreaches(one, TOP, files, `components[${at}]`);
  const texts = [...everyComponent(components)].filter(
    ({ component }) => component.type === Type.TextDisplay,
  );
  const all = texts.reduce((sum, { component }) => sum + String(component.content ?? '').length, 0);
  if (all > MOST_TEXT) yield `components: ${all} characters of text in all, at most ${MOST_TEXT}`;
}

function* oneBreaches(
  one: Json,
  allowed: ReadonlySet<unknown>,
  files: ReadonlySet<string>,
  place: string,
): Generator<string> {
  if (!allowed.has(one.type)) return yield `${place}: type ${one.type} cannot stand here`;
  switch (one.type) {
    case Type.ActionRow:
      return yield* rowBreaches(one, place);
    case Type.TextDisplay:
      return yield* textBreaches(one, place);
    case Type.Section:
      return yield* sectionBreaches(one, files, place);
    case Type.MediaGallery:
      return yield* galleryBreaches(one, files, place);
    case Type.File:
      return yield* fileUrlBreaches(object(one.file).url, files, `${place}.file.url`);
    case Type.Container:
      return yield* containerBreaches(one, files, place);
  }
}

function* containerBreaches(one: Json, files: ReadonlySet<string>, place: string): Generator<string> {
  const children = objects(one.components);
  if (children.length === 0) yield `${place}: an empty container`;
  const { accent_color: colour } = one;
  if (typeof colour === 'number' && (colour < 0 || colour > MOST_COLOUR))
    yield `${place}.accent_color: ${colour} is no colour`;
  for (const [at, child] of children.entries())
    yield* oneBreaches(child, IN_CONTAINER, files, `${place}.components[${at}]`);
}

function* sectionBreaches(one: Json, files: ReadonlySet<string>, place: string): Generator<string> {
  const texts = objects(one.components);
  if (texts.length < 1 || texts.length > MOST_TEXTS_IN_SECTION)
    yield `${place}: ${texts.length} texts, 1 to ${MOST_TEXTS_IN_SECTION}`;
  for (const [at, child] of texts.entries()) {
    const here = `${place}.components[${at}]`;
    if (child.type === Type.TextDisplay) yield* textBreaches(child, here);
    else yield `${here}: type ${child.type} cannot stand here`;
  }
  const accessory = object(one.accessory);
  if (accessory.type === Type.Button) yield* buttonBreaches(accessory, `${place}.accessory`);
  else if (accessory.type === Type.Thumbnail) yield* mediaBreaches(accessory, files, `${place}.accessory`);
  else yield `${place}.accessory: neither a button nor a thumbnail`;
}

function* galleryBreaches(one: Json, files: ReadonlySet<string>, place: string): Generator<string> {
  const items = objects(one.items);
  if (items.length < 1 || items.length > MOST_MEDIA)
    yield `${place}.items: ${items.length}, 1 to ${MOST_MEDIA}`;
  for (const [at, item] of items.entries()) yield* mediaBreaches(item, files, `${place}.items[${at}]`);
}

function* mediaBreaches(one: Json, files: ReadonlySet<string>, place: string): Generator<string> {
  yield* lengthBreaches(one.description, 1, MOST_DESCRIPTION, `${place}.description`);
  const url = String(object(one.media).url);
  if (!/^https?:\/\/\S/.test(url)) yield* fileUrlBreaches(url, files, `${place}.media.url`);
}

/** How long it may be, all texts together say. */
function* textBreaches({ content }: Json, place: string): Generator<string> {
  yield* requiredText(content, 1, Number.POSITIVE_INFINITY, `${place}.content`);
  if (typeof content === 'string' && content !== '' && content.trim() === '') yield `${place}.content: blank`;
}
