import { closeSync, futimesSync, openSync, unwatchFile, watch, watchFile } from 'node:fs';
import type { Log } from '../../src/base/log.ts';
import type { Doorbell } from '../../src/job/store.ts';

/** How often the file is looked at where the system gives no more watches, in milliseconds. */
const LOOK_EVERY_MS = 500;

export type ClosableDoorbell = Doorbell & { close(): void };

/**
 * A doorbell for every process that opens the same file: ringing touches it, and the system tells those who watch.
 * @param file beside the database; null for one that rings in this process alone
 */
export function createDoorbell(file: string | null, log: Log): ClosableDoorbell {
  const listeners = new Set<() => void>();
  const heard = coalesced(() => {
    for (const listener of [...listeners]) listener();
  });
  const wire =
    file === null ? { ring: heard, watch: () => () => {}, close() {} } : fileWire(file, heard, log);
  let unwatch: (() => void) | null = null;
  const stopWatching = () => {
    unwatch?.();
    unwatch = null;
  };
  return {
    ring: wire.ring,
    listen(listener) {
      // Its own function, so that one listener may listen twice.
      const entry = () => listener();
      listeners.add(entry);
      unwatch ??= wire.watch();
      return () => {
        listeners.delete(entry);
        if (listeners.size === 0) stopWatching();
      };
    },
    close() {
      listeners.clear();
      stopWatching();
      wire.close();
    },
  };
}

function fileWire(file: string, heard: () => void, log: Log) {
  const descriptor = openSync(file, 'a', 0o600);
  let isOpen = true;
  return {
    ring() {
      if (!isOpen) return;
      const now = new Date();
      futimesSync(descriptor, now, now);
    },
    watch: () => watchTouches(file, heard, log),
    close() {
      if (isOpen) closeSync(descriptor);
      isOpen = false;
    },
  };
}

/** Hears each touch of a file. Where the system has no watch left, it is looked at instead. @returns stops it */
function watchTouches(file: string, heard: () => void, log: Log): () => void {
  const look = (error: unknown) => {
    log.warn({ err: error }, 'the system gives no file watch, changes of other processes are heard later');
    watchFile(file, { interval: LOOK_EVERY_MS }, heard);
    return () => unwatchFile(file, heard);
  };
  try {
    const watcher = watch(file, heard);
    let stop = () => watcher.close();
    watcher.on('error', (error) => {
      watcher.close();
      stop = look(error);
    });
    return () => stop();
  } catch (error) {
    return look(error);
  }
}

/** Calls once for all that came in one turn of the event loop. */
function coalesced(call: () => void): () => void {
  let isDue = false;
  return () => {
    if (isDue) return;
    isDue = true;
    setImmediate(() => {
      isDue = false;
      call();
    });
  };
}
