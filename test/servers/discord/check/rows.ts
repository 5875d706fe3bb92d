import { ButtonStyle as Style, ComponentType as Type } from 'discord-api-types/v10';
import { isSelect } from './component-tree.ts';
import { type Json, lengthBreaches, object, objects, repeated, requiredText } from './json.ts';

/** All from docs.discord.com, components. */
const MOST_BUTTONS = 5;
const MOST_CUSTOM_ID = 100;
const MOST_LABEL = 80;
const MOST_URL = 512;
const MOST_PLACEHOLDER = 150;
const MOST_OPTIONS = 25;
const MOST_OPTION = 100;
const STYLES = new Set<unknown>([1, 2, 3, 4, 5, 6]);

/** What is wrong with an action row in a message: it has buttons, or one select. */
export function* rowBreaches(row: Json, place: string): Generator<string> {
  if (row.type !== Type.ActionRow) return yield `${place}: type ${row.type} is no action row`;
  const children = objects(row.components);
  const buttons = children.filter(({ type }) => type === Type.Button).length;
  const selects = children.filter(isSelect).length;
  if (children.length === 0) yield `${place}: an empty row`;
  if (buttons + selects < children.length) yield `${place}: holds neither buttons nor a select`;
  if (selects > 1) yield `${place}: ${selects} selects, at most 1`;
  if (selects > 0 && buttons > 0) yield `${place}: a select beside buttons`;
  if (buttons > MOST_BUTTONS) yield `${place}: ${buttons} buttons, at most ${MOST_BUTTONS}`;
  for (const [at, child] of children.entries()) {
    const here = `${place}.components[${at}]`;
    if (child.type === Type.Button) yield* buttonBreaches(child, here);
    if (isSelect(child)) yield* selectBreaches(child, here);
  }
}

/** What is wrong with a button: what it must have depends on its style. */
export function* buttonBreaches(button: Json, place: string): Generator<string> {
  const { style, label, emoji, custom_id: id, url, sku_id: sku } = button;
  if (!STYLES.has(style)) yield `${place}.style: ${JSON.stringify(style)} is no style`;
  yield* lengthBreaches(label, 0, MOST_LABEL, `${place}: label`);
  const isLink = style === Style.Link;
  const isPremium = style === Style.Premium;
  const hasLabel = typeof label === 'string' && label.trim() !== '';
  if (isPremium) {
    if (sku === undefined) yield `${place}: a premium button without sku_id`;
    for (const key of ['label', 'emoji', 'url', 'custom_id'])
      if (button[key] !== undefined) yield `${place}.${key}: not for a premium button`;
    return;
  }
  if (!hasLabel && emoji === undefined) yield `${place}: neither label nor emoji`;
  if (sku !== undefined) yield `${place}.sku_id: only for a premium button`;
  if (isLink) {
    yield* requiredText(url, 1, MOST_URL, `${place}.url`);
    if (typeof url === 'string' && !/^(?:https?|discord):\/\/\S/.test(url))
      yield `${place}.url: not of http, https or discord`;
    if (id !== undefined) yield `${place}.custom_id: not for a link button`;
    return;
  }
  yield* requiredText(id, 1, MOST_CUSTOM_ID, `${place}.custom_id`);
  if (url !== undefined) yield `${place}.url: only for a link button`;
}

/** What is wrong with a select, in a message or in a form. */
export function* selectBreaches(select: Json, place: string): Generator<string> {
  yield* requiredText(select.custom_id, 1, MOST_CUSTOM_ID, `${place}.custom_id`);
  yield* lengthBreaches(select.placeholder, 0, MOST_PLACEHOLDER, `${place}: placeholder`);
  const least = typeof select.min_values === 'number' ? select.min_values : 1;
  const most = typeof select.max_values === 'number' ? select.max_values : Math.max(1, least);
  if (least < 0 || least > MOST_OPTIONS)
    yield `${place}.min_values: ${least} is not within 0 and ${MOST_OPTIONS}`;
  if (most < 1 || most > MOST_OPTIONS)
    yield `${place}.max_values: ${most} is not within 1 and ${MOST_OPTIONS}`;
  if (least > most) yield `${place}: min_values is more than max_values`;
  if (select.type === Type.StringSelect) yield* optionsBreaches(select, least, most, place);
}

function* optionsBreaches(select: Json, least: number, most: number, place: string): Generator<string> {
  const options = objects(select.options);
  if (options.length < 1 || options.length > MOST_OPTIONS)
    yield `${place}.options: ${options.length}, 1 to ${MOST_OPTIONS}`;
  if (typeof select.min_values === 'number' && least > options.length)
    yield `${place}.min_values: there are not so many options`;
  if (typeof select.max_values === 'number' && most > options.length)
    yield `${place}.max_values: there are not so many options`;
  for (const value of repeated(options.map((option) => option.value)))
    yield `${place}.options: the value ${JSON.stringify(value)} is there more than once`;
  const chosen = options.filter((option) => option.default === true).length;
  if (chosen > most) yield `${place}.options: ${chosen} are chosen, at most ${most}`;
  for (const [at, option] of options.entries()) {
    const here = `${place}.options[${at}]`;
    yield* requiredText(option.label, 1, MOST_OPTION, `${here}.label`);
    yield* requiredText(option.value, 1, MOST_OPTION, `${here}.value`);
    yield* lengthBreaches(option.description, 1, MOST_OPTION, `${here}.description`);
    if (option.emoji !== undefined && Object.keys(object(option.emoji)).length === 0)
      yield `${here}.emoji: none`;
  }
}
