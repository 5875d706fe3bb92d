import type { Json } from '../../base/json.ts';
import type { Log } from '../../base/log.ts';
import type { Owed, OwedState } from '../owed.ts';
import { nextOf, type Pace, type Waiting } from './order.ts';

/** A message that is being taken care of, as far as every chat is concerned. */
export interface Kept<Reply extends Json = Json> {
  readonly owed: Owed<Reply>;
  /** Its newest state; null until it is known. */
  state: OwedState | null;
  shownRevision: number;
  notBeforeMs: number;
  isBusy: boolean;
}

export interface PumpPorts<Entry extends Kept, Turn extends Waiting = Waiting> {
  readonly pace: Pace<Turn>;
  readonly log: Log;
  /** Milliseconds that only grow. */
  readonly monotonic: () => number;
  /** When nothing more is sent. */
  readonly over: AbortSignal;
  /** The entry as one that waits; null where there is nothing to send now. */
  waitingOf(entry: Entry): Turn | null;
  /** A step of this message goes out now: what it uses of the pace is used, before anything else is chosen. */
  begins(entry: Entry): void;
  /** Brings one message one step further. Never throws. */
  deliver(entry: Entry, state: OwedState): Promise<void>;
}

/** Takes care of messages until their last states are shown, in the order and at the pace of their chat. */
export interface Pump<Entry extends Kept> {
  /** A message that is kept already is not kept twice. */
  keep(id: string, create: () => Entry): void;
  /** Waits for at most this long until everything final is shown. */
  drain(graceMs: number): Promise<void>;
  stop(): void;
}

/** How many calls go on at once. */
const AT_ONCE = 20;
/** How long a reading of states that broke is left alone, in milliseconds. */
const REREAD_MS = 5000;
/** How often it is looked whether everything is said, while a process ends; in milliseconds. */
const LOOK_MS = 100;

export function createPump<Entry extends Kept, Turn extends Waiting = Waiting>(
  ports: PumpPorts<Entry, Turn>,
): Pump<Entry> {
  const { pace, log, monotonic, over } = ports;
  const entries = new Map<string, Entry>();
  let running = 0;
  let timer: NodeJS.Timeout | undefined;
  let onIdle = () => {};

  function pump(): void {
    clearTimeout(timer);
    while (!over.aborted && running < AT_ONCE) {
      const waiting = [...entries.values()].flatMap((entry) => {
        const one = ports.waitingOf(entry);
        return one ? [{ ...one, entry }] : [];
      });
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
    ports.begins(entry);
    await ports.deliver(entry, state).catch((error: unknown) => {
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
      for await (const state of entry.owed.states(over)) {
        entry.state = state;
        pump();
      }
    } catch (error) {
      if (over.aborted) return;
      log.error({ err: error, message: entry.owed.id }, 'the states of a message could not be read');
      setTimeout(() => void read(entry), REREAD_MS).unref();
    }
  }

  const isDue = ({ state, shownRevision }: Entry) => state?.final === true && state.revision > shownRevision;

  return {
    keep(id, create) {
      if (over.aborted || entries.has(id)) return;
      const entry = create();
      entries.set(id, entry);
      void read(entry);
    },
    async drain(graceMs) {
      const graceEnds = monotonic() + graceMs;
      while (!over.aborted && monotonic() < graceEnds) {
        if (running === 0 && ![...entries.values()].some(isDue)) break;
        await new Promise<void>((resolve) => {
          onIdle = resolve;
          setTimeout(resolve, Math.min(LOOK_MS, graceEnds - monotonic()));
        });
      }
    },
    stop: () => clearTimeout(timer),
  };
}
