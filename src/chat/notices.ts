import type { Log } from '../base/log.ts';
import type { Desk, Notice } from './desk.ts';
import type { OutMessage } from './outbox/store.ts';

/** The same change of a machine within this time is one that another process has told, in milliseconds. */
const SAME_MS = 10_000;

export interface NoticePorts {
  readonly desk: Pick<Desk, 'mail'>;
  readonly chat: string;
  readonly log: Log;
  /** Where a change is told that belongs to this card; null for a card that has no place to be found again. */
  besideCard(card: OutMessage): { readonly channel: string; readonly thread: string } | null;
  owe(message: OutMessage): void;
}

/** Tells a change that nobody asked for beside the machine's card; one without a card here is only logged. */
export async function tellNotice(
  { subject, topic, view }: Notice,
  { desk, chat, log, besideCard, owe }: NoticePorts,
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
