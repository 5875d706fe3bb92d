import { setTimeout as sleep } from 'node:timers/promises';
import type { Log } from '../base/log.ts';
import { createPauses } from '../base/pauses.ts';
import type { Hypervisor } from './hypervisor.ts';
import type { VmChange } from './ports/changes.ts';
import type { Power, VmRef } from './vm.ts';
import { type ChangeSource, waitForPower } from './wait-for-power.ts';

/** The hypervisor's changes, watched once and shared by the whole process. */
export interface WatchHub {
  /** Begins to watch; once is enough. */
  start(): void;
  /** Hears of every change from now on. @returns stops it */
  subscribe(listener: (change: VmChange) => void): () => void;
  /**
   * Waits until the machine has one of these powers (or is gone, for `null`). Looks first, then is told.
   * @returns the power it has, or `timeout`
   * @throws PortError if the first look fails, and the signal's reason when it fires
   */
  waitForPower(
    ref: VmRef,
    wanted: readonly (Power | null)[],
    timeoutMs: number,
    signal: AbortSignal,
  ): Promise<Power | null | 'timeout'>;
  /** Stops watching. */
  close(): Promise<void>;
}

/** How long after a failed watch the next one begins, in milliseconds. */
const GROWTH = { firstMs: 200, longestMs: 5000, factor: 2 };

/** What is watched, and who hears of it. */
interface Room {
  readonly hypervisor: Hypervisor;
  readonly log: Log;
  readonly listeners: Set<(change: VmChange) => void>;
  readonly restartListeners: Set<() => void>;
  readonly closed: AbortController;
}

export function createWatchHub({ hypervisor, log }: { hypervisor: Hypervisor; log: Log }): WatchHub {
  const room: Room = {
    ...{ hypervisor, log },
    ...{ listeners: new Set(), restartListeners: new Set(), closed: new AbortController() },
  };
  const source: ChangeSource = {
    subscribe(listener) {
      // Its own function, so that one listener may listen twice.
      const entry = (change: VmChange) => listener(change);
      room.listeners.add(entry);
      return () => room.listeners.delete(entry);
    },
    onRestart(listener) {
      room.restartListeners.add(listener);
      return () => room.restartListeners.delete(listener);
    },
  };
  let isWatching = false;
  const start = () => {
    if (isWatching) return;
    isWatching = true;
    void watch(room);
  };
  return {
    start,
    subscribe: source.subscribe,
    waitForPower(ref, wanted, timeoutMs, signal) {
      start();
      return waitForPower(hypervisor, source, { ref, wanted, timeoutMs, signal });
    },
    async close() {
      // What a watch still waits for is the hypervisor's, which may never answer; nobody is told of it any more.
      room.closed.abort();
    },
  };
}

async function watch(room: Room): Promise<void> {
  const { hypervisor, log, closed, restartListeners } = room;
  const pauses = createPauses(GROWTH);
  while (!closed.signal.aborted) {
    try {
      for await (const change of hypervisor.watch(closed.signal)) {
        pauses.reset();
        tell(room, change);
      }
    } catch (error) {
      if (!closed.signal.aborted) log.warn({ err: error }, 'watching the hypervisor failed, it begins anew');
    }
    await sleep(pauses.next(), undefined, { signal: closed.signal }).catch(() => {});
    if (closed.signal.aborted) return;
    for (const listener of restartListeners) listener();
  }
}

function tell({ listeners, closed, log }: Room, change: VmChange): void {
  if (closed.signal.aborted) return;
  for (const listener of [...listeners]) {
    try {
      listener(change);
    } catch (error) {
      log.error({ err: error, vm: change.name }, 'a listener failed with a change');
    }
  }
}
