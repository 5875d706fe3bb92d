import { setTimeout as sleep } from 'node:timers/promises';
import type { Log } from '../base/log.ts';
import { createPauses } from '../base/pauses.ts';
import type { Hypervisor } from './hypervisor.ts';
import type { VmChange } from './ports/changes.ts';
import type { Power, VmRef } from './vm.ts';
import { waitForPower } from './wait-for-power.ts';

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

export function createWatchHub({ hypervisor, log }: { hypervisor: Hypervisor; log: Log }): WatchHub {
  const listeners = new Set<(change: VmChange) => void>();
  const restartListeners = new Set<() => void>();
  const closed = new AbortController();
  let isWatching = false;

  function tell(change: VmChange): void {
    if (closed.signal.aborted) return;
    for (const listener of [...listeners]) {
      try {
        listener(change);
      } catch (error) {
        log.error({ err: error, vm: change.name }, 'a listener failed with a change');
      }
    }
  }

  async function watch(): Promise<void> {
    const pauses = createPauses(GROWTH);
    while (!closed.signal.aborted) {
      try {
        for await (const change of hypervisor.watch(closed.signal)) {
          pauses.reset();
          tell(change);
        }
      } catch (error) {
        if (!closed.signal.aborted)
          log.warn({ err: error }, 'watching the hypervisor failed, it begins anew');
      }
      await sleep(pauses.next(), undefined, { signal: closed.signal }).catch(() => {});
      if (closed.signal.aborted) return;
      for (const listener of restartListeners) listener();
    }
  }

  function start(): void {
    if (isWatching) return;
    isWatching = true;
    void watch();
  }

  function subscribe(listener: (change: VmChange) => void): () => void {
    // Its own function, so that one listener may listen twice.
    const entry = (change: VmChange) => listener(change);
    listeners.add(entry);
    return () => listeners.delete(entry);
  }

  return {
    start,
    subscribe,
    waitForPower(ref, wanted, timeoutMs, signal) {
      start();
      const source = {
        subscribe,
        onRestart(listener: () => void) {
          restartListeners.add(listener);
          return () => restartListeners.delete(listener);
        },
      };
      return waitForPower(hypervisor, source, { ref, wanted, timeoutMs, signal });
    },
    async close() {
      // What a watch still waits for is the hypervisor's, which may never answer; nobody is told of it any more.
      closed.abort();
    },
  };
}
