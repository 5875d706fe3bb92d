import type { Log } from '../base/log.ts';
import type { Desk, Notice } from './desk.ts';
import { whereOf } from './outbox/entry.ts';
import type { OutMessage } from './outbox/store.ts';

/** The same change of a machine within this time is one that another process has told, in milliseconds. */
const SAME_MS = 10_000;

export interface NoticePorts {
  readonly desk: Pick<Desk, 'mail'>;
  readonly chat: string;
  readonly log: Log;
  owe(message: OutMessage): void;
}

/** Tells a change that nobody asked for beside the machine's card; one without a card here is only logged. */
export async function tellNotice(
  { subject, topic, view }: Notice,
  { desk, chat, log, owe }: NoticePorts,
): Promise<void> {
  const card = await desk.mail.cardOf(chat, subject);
  const place = card && besideCard(card);
  if (!place) {
    log.info({ topic }, 'a change of a machine without a card here');
    return;
  }
  const message = await desk.mail.add({
    place: { chat, ...place },
    locale: card.locale,
    view,
    once: { topic, withinMs: SAME_MS },
  });
  if (message) owe(message);
}

/** The thread that a card stands in or begins; null for a card that has no place to be found again. */
function besideCard({ ref, place }: OutMessage): { channel: string; thread: string } | null {
  const where = whereOf(ref);
  if (where === null || where.kind === 'told') return null;
  const { channel, message } = where;
  return { channel, thread: (channel === place.channel ? place.thread : undefined) ?? message };
}
