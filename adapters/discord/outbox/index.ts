import type { Log } from '../../../src/base/log.ts';
import type { Locale } from '../../../src/base/text.ts';
import { createPump } from '../../../src/chat/outbox/pump.ts';
import type { Owed } from '../../../src/chat/owed.ts';
import type { View } from '../../../src/view/view.ts';
import type { DiscordContent } from '../content.ts';
import type { DiscordReply } from '../reply.ts';
import type { Rest } from '../rest/index.ts';
import { type DeliverPorts, deliver } from './deliver.ts';
import { createEntry, type Entry, routeOf, waitingOf } from './entry.ts';
import { createPace, type Turn } from './pace.ts';

export interface OutboxOptions {
  readonly rest: Rest;
  readonly render: (view: View, locale: Locale) => DiscordContent;
  readonly log: Log;
  /** Discord takes our token no more; nothing more is sent. */
  onRevoked(): void;
}

/** Every message that stays in Discord goes through here, at the pace that Discord allows. */
export interface Outbox {
  /** Takes care of a message until its last state is shown. */
  owe(owed: Owed<DiscordReply>): void;
  /** Sends for at most this long what is final, and lets go of the rest; the store remembers it. */
  stop(graceMs: number): Promise<void>;
}

export function createOutbox({ rest, render, log, onRevoked }: OutboxOptions): Outbox {
  const over = new AbortController();
  const monotonic = () => performance.now();
  const pace = createPace(monotonic);
  const ports: DeliverPorts = {
    rest,
    render,
    pace,
    log,
    monotonic,
    now: Date.now,
    onRevoked() {
      if (!over.signal.aborted) onRevoked();
      over.abort();
    },
  };
  const pump = createPump<Entry, Turn>({
    pace,
    log,
    monotonic,
    over: over.signal,
    waitingOf: (entry) => waitingOf(entry, { wallMs: Date.now(), monotonicMs: monotonic() }),
    begins: (entry) => pace.begins(routeOf(entry, Date.now())),
    deliver: (entry, state) => deliver(entry, state, ports),
  });

  return {
    owe: (owed) => pump.keep(owed.id, () => createEntry(owed)),
    async stop(graceMs) {
      await pump.drain(graceMs);
      over.abort();
      pump.stop();
    },
  };
}
