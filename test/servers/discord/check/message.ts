import { MessageFlags } from 'discord-api-types/v10';
import { attachmentBreaches, declaredNames } from './attachments.ts';
import { cardBreaches } from './card.ts';
import { componentTreeBreaches } from './component-tree.ts';
import { embedsBreaches } from './embeds.ts';
import { type Json, lengthBreaches, object, objects } from './json.ts';
import { rowBreaches } from './rows.ts';

/** What is known of a message beside its body. */
export interface MessageContext {
  /** `callback` is what answers an interaction: first answers and follow-ups. */
  readonly kind: 'create' | 'edit' | 'callback';
  /** Names of the files that travel with it, in their order. */
  readonly uploaded: readonly string[];
  /** Whether the message that is changed has Components V2. */
  readonly wasV2: boolean;
  /** Names of the files that the message has already. */
  readonly kept?: readonly string[];
}

/** docs.discord.com, resources/message; 2000 holds for bots. */
const MOST_CONTENT = 2000;
const MOST_NONCE = 25;
const MOST_ROWS = 5;
const V2 = MessageFlags.IsComponentsV2;

/** Flags that may be set by kind (docs.discord.com: create message, edit message, interaction callback data). */
const FLAGS = {
  create: V2 | MessageFlags.SuppressEmbeds | MessageFlags.SuppressNotifications,
  edit: V2 | MessageFlags.SuppressEmbeds,
  callback: V2 | MessageFlags.SuppressEmbeds | MessageFlags.SuppressNotifications | MessageFlags.Ephemeral,
};

/** What is wrong with a message, each breach with its place; `empty:` begins the one that Discord numbers 50006. */
export function checkMessage(body: unknown, context: MessageContext): string[] {
  return [...breaches(object(body), context)];
}

function* breaches(message: Json, context: MessageContext): Generator<string> {
  const flags = typeof message.flags === 'number' ? message.flags : 0;
  const isV2 = context.wasV2 || (flags & V2) !== 0;
  yield* flagBreaches(message, flags, context);
  yield* mentionBreaches(message.allowed_mentions);
  yield* nonceBreaches(message.nonce);
  yield* emptiness(message, isV2, context);
  yield* attachmentBreaches(message.attachments, context);
  const components = objects(message.components);
  yield* componentTreeBreaches(components, isV2);
  if (isV2) {
    yield* besideCard(message);
    yield* cardBreaches(components, fileNames(message, context));
    return;
  }
  yield* lengthBreaches(message.content, 0, MOST_CONTENT, 'content');
  yield* embedsBreaches(message.embeds);
  if (components.length > MOST_ROWS) yield `components: ${components.length} rows, at most ${MOST_ROWS}`;
  for (const [at, row] of components.entries()) yield* rowBreaches(row, `components[${at}]`);
}

function* flagBreaches(message: Json, flags: number, { kind, wasV2 }: MessageContext): Generator<string> {
  const foreign = flags & ~FLAGS[kind];
  if (foreign !== 0) yield `flags: ${foreign} cannot be set here`;
  const isSaid = message.flags !== undefined && message.flags !== null;
  if (wasV2 && isSaid && (flags & V2) === 0) yield 'flags: a message with Components V2 keeps that flag';
}

/** A rule of labvm, not of Discord: what it says calls nobody. */
function* mentionBreaches(mentions: unknown): Generator<string> {
  const { parse, users, roles } = object(mentions);
  if (!Array.isArray(parse)) yield 'allowed_mentions: not there, or without parse';
  else if (parse.length > 0) yield 'allowed_mentions.parse: not empty';
  for (const [name, ids] of [['users', users] as const, ['roles', roles] as const])
    if (Array.isArray(ids) && ids.length > 0) yield `allowed_mentions.${name}: not empty`;
}

function* nonceBreaches(nonce: unknown): Generator<string> {
  if (nonce === undefined || nonce === null || typeof nonce === 'number') return;
  yield* lengthBreaches(nonce, 0, MOST_NONCE, 'nonce');
}

function* emptiness(message: Json, isV2: boolean, context: MessageContext): Generator<string> {
  const isBare = message.components === null || isEmptyList(message.components);
  if (isV2 && message.components !== undefined && isBare) return yield 'empty: a card without components';
  if (context.kind === 'edit' || context.uploaded.length > 0) return;
  const { content, embeds, components, poll, sticker_ids: stickers } = message;
  const hasContent = typeof content === 'string' && content.trim() !== '';
  const lists = [embeds, components, stickers].some((list) => Array.isArray(list) && list.length > 0);
  if (!hasContent && !lists && !poll) yield 'empty: the message says nothing';
}

function* besideCard(message: Json): Generator<string> {
  for (const key of ['content', 'embeds', 'poll', 'sticker_ids', 'stickers']) {
    const value = message[key];
    const isNothing = value === undefined || value === null || value === '';
    if (isNothing || isEmptyList(value)) continue;
    yield `${key}: not beside Components V2`;
  }
}

function fileNames(message: Json, { uploaded, kept = [] }: MessageContext): ReadonlySet<string> {
  // Attachments that are listed are those that stay; unlisted, all stay.
  const staying = message.attachments === undefined ? kept : [];
  return new Set([...uploaded, ...declaredNames(message.attachments), ...staying]);
}

function isEmptyList(value: unknown): boolean {
  return Array.isArray(value) && value.length === 0;
}
