import type { Log } from '../../base/log.ts';
import type { ChatClient } from '../client.ts';
import type { Desk } from '../desk.ts';
import { deliver } from './deliver.ts';
import { createEntry, turnOf } from './entry.ts';
import { createPace, type PaceTable } from './pace.ts';
import { createPump } from './pump.ts';
import { type PrivateAnswer, sayPrivately } from './say.ts';
import { type InChat, statesOf } from './states.ts';
import type { OutMessage } from './store.ts';

export interface OutboxOptions {
  readonly client: ChatClient;
  readonly pace: PaceTable;
  readonly desk: Pick<Desk, 'follow' | 'shown' | 'mail'>;
  readonly inChat: InChat;
  readonly log: Log;
  /** The chat takes our token no more; nothing more is sent. */
  onRevoked(code: string | number): void;
}

/** Every message that stays in a chat goes through here, at the pace that the chat allows. */
export interface Outbox {
  /** Takes care of a stored message until its last state is shown. */
  owe(message: OutMessage): void;
  /** Says something to one person; resolves when it is said or cannot be, rejects when labvm ends before. */
  say(answer: PrivateAnswer): Promise<void>;
  /** The chat is there again: what could not be brought to it is tried now. */
  wake(): void;
  /** Sends for at most this long what is final, and lets go of the rest; the store remembers it. */
  stop(graceMs: number): Promise<void>;
}

export function createOutbox({ client, desk, inChat, log, ...options }: OutboxOptions): Outbox {
  const over = new AbortController();
  const monotonic = () => performance.now();
  const pace = createPace(options.pace, monotonic);
  const onRevoked = (code: string | number) => {
    if (!over.signal.aborted) options.onRevoked(code);
    over.abort();
  };
  const ports = { client, desk, pace, log, monotonic, now: Date.now, onRevoked };
  const pump = createPump({
    pace,
    log,
    monotonic,
    over: over.signal,
    states: (message, signal) => statesOf(message, desk, inChat, signal),
    turnOf: (entry) => turnOf(entry, client, { wallMs: Date.now(), monotonicMs: monotonic() }),
    deliver: (entry, state) => deliver(entry, state, ports),
  });

  return {
    owe: (message) => pump.keep(message.id, () => createEntry(message, client)),
    say: (answer) => sayPrivately(answer, { client, log, signal: over.signal, onRevoked }),
    wake: pump.wake,
    async stop(graceMs) {
      await pump.drain(graceMs);
      over.abort();
      pump.stop();
    },
  };
}
