import type { Slot } from './store.ts';

/** Those of this process who wait for a slot, first come first served. */
export interface SlotQueue {
  /**
   * Tries when it is its turn, and again at each poke, until the answer is not `full`.
   * @param onWait called once if it is not served at once
   * @throws what the attempt throws, and the signal's reason when it fires
   */
  wait<T>(options: SlotWait<T>): Promise<Exclude<T, 'full'>>;
  /** Something changed in the store: a slot may be free. */
  poke(): void;
}

interface SlotWait<T> {
  readonly slot: Slot;
  readonly signal: AbortSignal;
  attempt(): Promise<T>;
  onWait(): void;
}

interface Waiter {
  /** @returns false if it is still not served */
  attempt(): Promise<boolean>;
}

/** Serves the queues. @returns serves one of them */
type Serve = (slot: Slot) => Promise<void>;

export function createSlotQueue(): SlotQueue {
  const queues = new Map<Slot, Waiter[]>();
  const serve = serving(queues);
  return {
    wait(options) {
      const queue = queues.get(options.slot) ?? [];
      queues.set(options.slot, queue);
      return waitIn(queue, options, serve);
    },
    poke() {
      for (const slot of queues.keys()) void serve(slot);
    },
  };
}

/** Serves a queue from its head on; a poke meanwhile makes it look again. */
function serving(queues: ReadonlyMap<Slot, Waiter[]>): Serve {
  const busy = new Set<Slot>();
  const poked = new Set<Slot>();
  return async (slot) => {
    poked.add(slot);
    if (busy.has(slot)) return;
    busy.add(slot);
    const queue = queues.get(slot) ?? [];
    while (poked.delete(slot)) {
      for (let head = queue[0]; head && (await head.attempt()); head = queue[0]) remove(queue, head);
    }
    busy.delete(slot);
  };
}

function waitIn<T>(
  queue: Waiter[],
  { slot, signal, attempt, onWait }: SlotWait<T>,
  serve: Serve,
): Promise<Exclude<T, 'full'>> {
  return new Promise((resolve, reject) => {
    signal.throwIfAborted();
    let hasWaited = false;
    const waits = () => {
      if (!hasWaited) onWait();
      hasWaited = true;
    };
    const waiter: Waiter = {
      // It never throws: whoever waits behind must be served.
      attempt: () =>
        attempt().then(
          (answer) => {
            if (answer === 'full') waits();
            else settle(() => resolve(answer as Exclude<T, 'full'>));
            return answer !== 'full';
          },
          (error: unknown) => {
            settle(() => reject(error));
            return true;
          },
        ),
    };
    const onAbort = () => {
      settle(() => reject(signal.reason));
      void serve(slot);
    };
    const settle = (how: () => void) => {
      signal.removeEventListener('abort', onAbort);
      remove(queue, waiter);
      how();
    };
    signal.addEventListener('abort', onAbort, { once: true });
    queue.push(waiter);
    if (queue[0] !== waiter) waits();
    void serve(slot);
  });
}

function remove(queue: Waiter[], waiter: Waiter): void {
  const place = queue.indexOf(waiter);
  if (place >= 0) queue.splice(place, 1);
}
