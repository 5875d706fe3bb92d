import { newId } from '../ids.ts';
import { malformed } from '../refusal.ts';
import type { Asked, Room } from '../room.ts';
import type { Component, Message, Said } from '../space.ts';

/** Components V2 (docs.discord.com, message flags), and what only one person sees. */
export const V2 = 1 << 15;
export const EPHEMERAL = 1 << 6;
const LOADING = 1 << 7;

/**
 * What a request says, checked by every rule.
 * @param before the message that is changed, or whose place is taken
 * @throws Refusal naming what is wrong
 */
export function saidIn(asked: Asked, before: Message | null, room: Room): Said {
  const breaches = room.checks.message(asked, before);
  if (breaches.length > 0) {
    room.breaches.push(...breaches.map((breach) => `${asked.route}: ${breach}`));
    throw malformed(breaches);
  }
  return said(asked.body, asked.files, before);
}

/** @param data the body of a message, or the `data` of a first answer */
export function said(
  data: Readonly<Record<string, unknown>>,
  files: Asked['files'],
  before: Message | null,
): Said {
  const flags = typeof data.flags === 'number' ? data.flags : 0;
  const attachments = files.map(({ name, text }) => ({ id: newId(), filename: name, text }));
  return {
    content: typeof data.content === 'string' ? data.content : (before?.content ?? ''),
    components: Array.isArray(data.components)
      ? (data.components as Component[])
      : (before?.components ?? []),
    flags: ((before?.flags ?? 0) & ~LOADING) | flags,
    attachments: [...(Array.isArray(data.attachments) ? [] : (before?.attachments ?? [])), ...attachments],
  };
}
