import type { Log } from '../../base/log.ts';
import type { Entry, Turn } from './entry.ts';
import { nextOf } from './next.ts';
import type { Pace } from './pace.ts';
import type { State } from './states.ts';
import type { OutMessage } from './store.ts';

export interface PumpPorts {
  readonly pace: Pick<Pace, 'waitMs' | 'begins'>;
  readonly log: Log;
  /** Milliseconds that only grow. */
  readonly monotonic: () => number;
  /** When nothing more is sent. */
  readonly over: AbortSignal;
  /** A message's states from now to its last. Ends with the signal. */
  states(message: OutMessage, signal: AbortSignal): AsyncIterable<State>;
  /** The entry's next step; null where there is nothing to send now. */
  turnOf(entry: Entry): Turn | null;
  /** Brings one message one step further. Never throws. */
  deliver(entry: Entry, state: State): Promise<void>;
}

/** Takes care of messages until their last states are shown, in the order and at the pace of their chat. */
export interface Pump {
  /** A message that is kept already is not kept twice. */
  keep(id: string, create: () => Entry): void;
  /** Waits for at most this long until everything final is shown. */
  drain(graceMs: number): Promise<void>;
  /** The chat is there again: what failed meanwhile is tried now, and not after the pause that it earned. */
  wake(): void;
  stop(): void;
}

/** How many calls go on at once. */
const AT_ONCE = 20;
/** How long a reading of states that broke is left alone, in milliseconds. */
const REREAD_MS = 5000;
/** How often it is looked whether everything is said, while a process ends; in milliseconds. */
const LOOK_MS = 100;

export function createPump(ports: PumpPorts): Pump {
  const { pace, log, monotonic, over } = ports;
  const entries = new Map<string, Entry>();
  let running = 0;
  let timer: NodeJS.Timeout | undefined;
  let onIdle = () => {};

  function pump(): void {
    clearTimeout(timer);
    while (!over.aborted && running < AT_ONCE) {
      const waiting = [...entries.values()].flatMap((entry) => {
        const turn = ports.turnOf(entry);
        return turn ? [{ ...turn, entry }] : [];
      });
      const next = nextOf(waiting, pace, monotonic());
      if (next.kind === 'wait') {
        if (Number.isFinite(next.ms)) timer = setTimeout(pump, Math.max(1, next.ms)).unref();
        break;
      }
      void send(next.message, next.message.entry);
    }
    if (running === 0) onIdle();
  }

  async function send(turn: Turn, entry: Entry): Promise<void> {
    const { state } = entry;
    if (!state) return;
    entry.isBusy = true;
    running += 1;
    // What it uses of the pace is used before anything else is chosen.
    pace.begins(turn);
    await ports.deliver(entry, state).catch((error: unknown) => {
      entry.notBeforeMs = monotonic() + REREAD_MS;
      log.error({ err: error, message: entry.message.id }, 'a message could not be brought further');
    });
    running -= 1;
    entry.isBusy = false;
    if (entry.state?.final && entry.shownRevision >= entry.state.revision) entries.delete(entry.message.id);
    pump();
  }

  async function read(entry: Entry): Promise<void> {
    try {
      for await (const state of ports.states(entry.message, over)) {
        entry.state = state;
        pump();
      }
    } catch (error) {
      if (over.aborted) return;
      log.error({ err: error, message: entry.message.id }, 'the states of a message could not be read');
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
    wake() {
      for (const entry of entries.values()) if (entry.failures > 0) entry.notBeforeMs = 0;
      pump();
    },
    stop: () => clearTimeout(timer),
  };
}
