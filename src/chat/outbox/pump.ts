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

/** What is in hand. */
interface Hand {
  readonly ports: PumpPorts;
  readonly entries: Map<string, Entry>;
  /** How many calls go on. */
  running: number;
  timer: NodeJS.Timeout | undefined;
  onIdle: () => void;
}

export function createPump(ports: PumpPorts): Pump {
  const hand: Hand = { ports, entries: new Map(), running: 0, timer: undefined, onIdle: () => {} };
  return {
    keep(id, create) {
      if (ports.over.aborted || hand.entries.has(id)) return;
      const entry = create();
      hand.entries.set(id, entry);
      void read(entry, hand);
    },
    drain: (graceMs) => drain(graceMs, hand),
    wake() {
      for (const entry of hand.entries.values()) if (entry.failures > 0) entry.notBeforeMs = 0;
      pump(hand);
    },
    stop: () => clearTimeout(hand.timer),
  };
}

/** Takes as many steps as may go on at once, and comes back when the next one may. */
function pump(hand: Hand): void {
  const { ports, entries } = hand;
  clearTimeout(hand.timer);
  while (!ports.over.aborted && hand.running < AT_ONCE) {
    const waiting = [...entries.values()].flatMap((entry) => {
      const turn = ports.turnOf(entry);
      return turn ? [{ ...turn, entry }] : [];
    });
    const next = nextOf(waiting, ports.pace, ports.monotonic());
    if (next.kind === 'wait') {
      if (Number.isFinite(next.ms)) hand.timer = setTimeout(() => pump(hand), Math.max(1, next.ms)).unref();
      break;
    }
    void send(next.message, next.message.entry, hand);
  }
  if (hand.running === 0) hand.onIdle();
}

async function send(turn: Turn, entry: Entry, hand: Hand): Promise<void> {
  const { ports, entries } = hand;
  const { state } = entry;
  if (!state) return;
  entry.isBusy = true;
  hand.running += 1;
  // What it uses of the pace is used before anything else is chosen.
  ports.pace.begins(turn);
  await ports.deliver(entry, state).catch((error: unknown) => {
    entry.notBeforeMs = ports.monotonic() + REREAD_MS;
    ports.log.error({ err: error, message: entry.message.id }, 'a message could not be brought further');
  });
  hand.running -= 1;
  entry.isBusy = false;
  if (entry.state?.final && entry.shownRevision >= entry.state.revision) entries.delete(entry.message.id);
  pump(hand);
}

async function read(entry: Entry, hand: Hand): Promise<void> {
  const { states, over, log } = hand.ports;
  try {
    for await (const state of states(entry.message, over)) {
      entry.state = state;
      pump(hand);
    }
  } catch (error) {
    if (over.aborted) return;
    log.error({ err: error, message: entry.message.id }, 'the states of a message could not be read');
    setTimeout(() => void read(entry, hand), REREAD_MS).unref();
  }
}

async function drain(graceMs: number, hand: Hand): Promise<void> {
  const { monotonic, over } = hand.ports;
  const graceEnds = monotonic() + graceMs;
  while (!over.aborted && monotonic() < graceEnds) {
    if (hand.running === 0 && ![...hand.entries.values()].some(isDue)) break;
    await new Promise<void>((resolve) => {
      hand.onIdle = resolve;
      setTimeout(resolve, Math.min(LOOK_MS, graceEnds - monotonic()));
    });
  }
}

function isDue({ state, shownRevision }: Entry): boolean {
  return state?.final === true && state.revision > shownRevision;
}
