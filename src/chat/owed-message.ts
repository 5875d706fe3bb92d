import type { Json } from '../base/json.ts';
import type { View } from '../view/view.ts';
import type { Desk } from './desk.ts';
import type { OutMessage } from './outbox/store.ts';
import type { Owed, OwedState } from './owed.ts';

/** Says a view as it is said in one chat, such as with people's names there. */
export type InChat = (view: View, thread: string | null) => Promise<View>;

/** A stored message as one that is owed to a channel. `Reply` is what the chat's own adapter stored with it. */
export function owedMessage<Reply extends Json>(
  message: OutMessage,
  desk: Desk,
  inChat: InChat,
): Owed<Reply> {
  const { id, place, locale, ref, shownRevision, isOld = false } = message;
  return {
    id,
    channel: place.channel,
    thread: place.thread ?? null,
    locale,
    // Stored by the adapter that reads it, and by no other one.
    reply: message.reply as Reply | null,
    ref,
    attemptedAt: message.attemptedAt?.getTime() ?? null,
    shownRevision,
    isOld,
    async *states(signal) {
      for await (const state of statesOf(message, desk, signal))
        yield { ...state, view: await inChat(state.view, place.thread ?? null) };
    },
    attempted: (atMs) => desk.mail.attempted(id, new Date(atMs)),
    shown: (revision, shownRef) => desk.shown(id, revision, shownRef),
  };
}

async function* statesOf(message: OutMessage, desk: Desk, signal: AbortSignal): AsyncGenerator<OwedState> {
  if (message.view) {
    yield { revision: 1, view: message.view, final: true };
  } else if (message.jobId !== null) {
    for await (const { job, view, finished } of desk.follow(message.jobId, signal))
      yield { revision: job.revision, view, final: finished };
  }
}
