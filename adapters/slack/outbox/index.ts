import type { Log } from '../../../src/log.ts';
import type { Locale } from '../../../src/text.ts';
import type { View } from '../../../src/view/view.ts';
import type { SlackContent } from '../content.ts';
import type { Owed } from '../owed.ts';
import { isDeadToken } from '../token-errors.ts';
import type { Web } from '../web/index.ts';
import { type DeliverPorts, deliver } from './deliver.ts';
import { createEntry, type Entry, waitingOf } from './entry.ts';
import { nextOf } from './order.ts';
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
  owe(owed: Owed): void;
  /** Says something to one person; resolves when it is said or cannot be, rejects when labvm ends before. */
  say(answer: PrivateAnswer): Promise<void>;
  /** Sends for at most this long what is final, and lets go of the rest; the store remembers it. */
  stop(graceMs: number): Promise<void>;
}

/** How many calls go on at once. */
const AT_ONCE = 20;
/** How long a reading of states that broke is left alone, in milliseconds. */
const REREAD_MS = 5000;

export function createOutbox({ web, render, log, onRevoked }: OutboxOptions): Outbox {
  const entries = new Map<string, Entry>();
  const over = new AbortController();
  const monotonic = () => performance.now();
  const pace = createPace(monotonic);
  const wording = createWording();
  let running = 0;
  let timer: NodeJS.Timeout | undefined;
  let onIdle = () => {};

  const isRevoked = (code: string): boolean => {
    if (!isDeadToken(code)) return false;
    if (!over.signal.aborted) onRevoked(code);
    over.abort();
    return true;
  };
  const ports: DeliverPorts = { web, render, pace, wording, log, monotonic, now: Date.now, isRevoked };

  function pump(): void {
    clearTimeout(timer);
    while (!over.signal.aborted && running < AT_ONCE) {
      const waiting = [...entries.values()].flatMap((entry) => waitingOf(entry) ?? []);
      const next = nextOf(waiting, pace, monotonic());
      if (next.kind === 'wait') {
        if (Number.isFinite(next.ms)) timer = setTimeout(pump, Math.max(1, next.ms)).unref();
        break;
      }
      void send(next.message.entry);
    }
    if (running === 0) onIdle();
  }

  async function send(entry: Entry): Promise<void> {
    const { state } = entry;
    if (!state) return;
    entry.isBusy = true;
    running += 1;
    // At once, so that nothing else is sent on the same token.
    if (entry.where === null) pace.posted(entry.channel);
    else if (entry.where.kind === 'message') pace.edited();
    await deliver(entry, state, ports).catch((error: unknown) => {
      entry.notBeforeMs = monotonic() + REREAD_MS;
      log.error({ err: error, message: entry.owed.id }, 'a message could not be brought further');
    });
    running -= 1;
    entry.isBusy = false;
    if (entry.state?.final && entry.shownRevision >= entry.state.revision) entries.delete(entry.owed.id);
    pump();
  }

  async function read(entry: Entry): Promise<void> {
    try {
      for await (const state of entry.owed.states(over.signal)) {
        entry.state = state;
        pump();
      }
    } catch (error) {
      if (over.signal.aborted) return;
      log.error({ err: error, message: entry.owed.id }, 'the states of a message could not be read');
      setTimeout(() => void read(entry), REREAD_MS).unref();
    }
  }

  const isDue = ({ state, shownRevision }: Entry) => state?.final === true && state.revision > shownRevision;

  return {
    owe(owed) {
      if (over.signal.aborted || entries.has(owed.id)) return;
      const entry = createEntry(owed);
      entries.set(owed.id, entry);
      void read(entry);
    },
    say: (answer) => sayPrivately(answer, { web, render, wording, log, signal: over.signal, isRevoked }),
    async stop(graceMs) {
      const graceEnds = monotonic() + graceMs;
      while (!over.signal.aborted && monotonic() < graceEnds) {
        if (running === 0 && ![...entries.values()].some(isDue)) break;
        await new Promise<void>((resolve) => {
          onIdle = resolve;
          setTimeout(resolve, Math.min(100, graceEnds - monotonic()));
        });
      }
      over.abort();
      clearTimeout(timer);
    },
  };
}
