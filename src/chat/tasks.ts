import type { Log } from '../base/log.ts';

/** What goes on after it was acknowledged. */
export interface Tasks {
  /** Starts something that nobody waits for; what goes wrong in it is logged. */
  run(task: () => Promise<void>): void;
  /** Resolves when all of them have ended. */
  ended(): Promise<void>;
}

export function createTasks(log: Log): Tasks {
  const running = new Set<Promise<void>>();
  return {
    run(task) {
      const done = task()
        .catch((error: unknown) => {
          // It ends with this process; the store remembers what it was.
          if ((error as Error | undefined)?.name === 'AbortError') return;
          log.error({ err: error }, 'something asked in a chat was not answered');
        })
        .finally(() => running.delete(done));
      running.add(done);
    },
    async ended() {
      while (running.size > 0) await Promise.all(running);
    },
  };
}
