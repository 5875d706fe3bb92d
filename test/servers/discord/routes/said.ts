import { newId } from '../ids.ts';
import { malformed } from '../refusal.ts';
import type { Asked, Room } from '../room.ts';
import type { Component, Message, Said } from '../space.ts';

/** Components V2 (docs.discord.com, message flags), and what only one person sees. */
export const V2 = 1 << 15;
export const EPHEMERAL = 1 << 6;
const LOADING = 1 << 7;

interface About {
  readonly kind: 'create' | 'edit' | 'callback';
  readonly isByToken: boolean;
  readonly before: Message | null;
}

/** What a request says, checked by every rule. @throws Refusal naming what is wrong */
export function saidIn({ body, files, route }: Asked, { kind, isByToken, before }: About, room: Room): Said {
  const uploaded = files.map(({ name }) => name);
  const wasV2 = ((before?.flags ?? 0) & V2) !== 0;
  const breaches = room.checks.message(body, { kind, uploaded, wasV2, isByToken });
  if (breaches.length > 0) {
    room.breaches.push(...breaches.map((breach) => `${route}: ${breach}`));
    throw malformed(breaches);
  }
  return said(body, files, before);
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
