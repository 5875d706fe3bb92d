import type { Log } from '../../../src/base/log.ts';
import type { Locale } from '../../../src/base/text.ts';
import { createPump } from '../../../src/chat/outbox/pump.ts';
import type { Owed } from '../../../src/chat/owed.ts';
import type { View } from '../../../src/view/view.ts';
import type { SlackContent } from '../content.ts';
import type { SlackReply } from '../reply.ts';
import { isDeadToken } from '../token-errors.ts';
import type { Web } from '../web/index.ts';
import { type DeliverPorts, deliver } from './deliver.ts';
import { createEntry, type Entry, waitingOf } from './entry.ts';
import { createIllustrator } from './illustrate.ts';
import { createPace } from './pace.ts';
import { type PrivateAnswer, sayPrivately } from './say.ts';
import { createWording } from './wording.ts';

export interface OutboxOptions {
  readonly web: Web;
  readonly render: (view: View, locale: Locale) => SlackContent;
  readonly log: Log;
  /** Slack takes our token no more; nothing more is sent. */
  onRevoked(code: string): void;
}

/** Everything that labvm says in a workspace goes through here, at the pace that Slack allows. */
export interface Outbox {
  /** Takes care of a message until its last state is shown. */
  owe(owed: Owed<SlackReply>): void;
  /** Says something to one person; resolves when it is said or cannot be, rejects when labvm ends before. */
  say(answer: PrivateAnswer): Promise<void>;
  /** Sends for at most this long what is final, and lets go of the rest; the store remembers it. */
  stop(graceMs: number): Promise<void>;
}

export function createOutbox({ web, render, log, onRevoked }: OutboxOptions): Outbox {
  const over = new AbortController();
  const monotonic = () => performance.now();
  const pace = createPace(monotonic);
  const wording = createWording();

  const isRevoked = (code: string): boolean => {
    if (!isDeadToken(code)) return false;
    if (!over.signal.aborted) onRevoked(code);
    over.abort();
    return true;
  };
  const illustrator = createIllustrator(web, over.signal);
  const now = Date.now;
  const ports: DeliverPorts = { web, render, pace, wording, illustrator, log, monotonic, now, isRevoked };
  const pump = createPump<Entry>({
    pace,
    log,
    monotonic,
    over: over.signal,
    waitingOf,
    begins({ where, channel }) {
      if (where === null) pace.posted(channel);
      else if (where.kind === 'message') pace.edited();
    },
    deliver: (entry, state) => deliver(entry, state, ports),
  });

  return {
    owe: (owed) => pump.keep(owed.id, () => createEntry(owed)),
    say: (answer) => sayPrivately(answer, { web, render, wording, log, signal: over.signal, isRevoked }),
    async stop(graceMs) {
      await pump.drain(graceMs);
      over.abort();
      pump.stop();
    },
  };
}
