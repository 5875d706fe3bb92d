import type { Desk } from '../../src/desk.ts';
import type { OutMessage } from '../../src/outbox/outbox.ts';
import type { InSlack } from './in-slack.ts';
import type { Owed, OwedState } from './owed.ts';
import type { SlackReply } from './reply.ts';

/** A stored message as one that is owed to a channel. */
export function owedMessage(message: OutMessage, desk: Desk, inSlack: InSlack): Owed {
  const { id, place, locale, ref, shownRevision } = message;
  return {
    id,
    channel: place.channel,
    thread: place.thread ?? null,
    locale,
    // Stored by this adapter, which is the only one that reads it.
    reply: message.reply as SlackReply | null,
    ref,
    attemptedAt: message.attemptedAt?.getTime() ?? null,
    shownRevision,
    async *states(signal) {
      for await (const state of statesOf(message, desk, signal))
        yield { ...state, view: await inSlack(state.view, place.thread ?? null) };
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
