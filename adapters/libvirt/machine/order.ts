/** Lets tasks of one key come one after the other; tasks of different keys do not see each other. */
export interface Order {
  /**
   * Runs a task when all earlier ones of its key are over. An abort gives up waiting at once; a task that has begun
   * goes on to its end behind the back of its caller, and the next one of its key still waits for that.
   */
  run<T>(key: string, signal: AbortSignal | undefined, task: () => Promise<T>): Promise<T>;
}

export function createOrder(): Order {
  const last = new Map<string, Promise<void>>();

  return {
    run(key, signal, task) {
      const before = last.get(key) ?? Promise.resolve();
      const result = before.then(() => {
        signal?.throwIfAborted();
        return task();
      });
      const over = result.then(
        () => undefined,
        () => undefined,
      );
      last.set(key, over);
      void over.then(() => {
        if (last.get(key) === over) last.delete(key);
      });
      return untilAbort(result, signal);
    },
  };
}

/** A promise that is given up when the signal fires; the work behind it is not touched. */
function untilAbort<T>(work: Promise<T>, signal: AbortSignal | undefined): Promise<T> {
  if (!signal) return work;
  return new Promise((resolve, reject) => {
    const giveUp = (): void => reject(signal.reason);
    if (signal.aborted) giveUp();
    signal.addEventListener('abort', giveUp, { once: true });
    work.then(resolve, reject).finally(() => signal.removeEventListener('abort', giveUp));
  });
}
