import { PATIENCE_MS } from '../support/patience.ts';

/** Where something happens that a test waits for. */
export interface Stage {
  /** Something has changed. */
  changed(): void;
  /** Waits until there is something, looked for anew at each change. @throws naming what was waited for */
  until<T>(what: string, look: () => T | null | undefined | false, longestMs?: number): Promise<T>;
  /** Waits for what was begun. @throws naming it where it does not come */
  come<T>(what: string, coming: Promise<T>): Promise<T>;
}

export function createStage(): Stage {
  const watchers = new Set<() => void>();
  return {
    changed() {
      for (const watcher of [...watchers]) watcher();
    },
    until<T>(what: string, look: () => T | null | undefined | false, longestMs = PATIENCE_MS) {
      const { promise, resolve, reject } = Promise.withResolvers<T>();
      const watcher = () => {
        try {
          const found = look();
          if (found) resolve(found);
        } catch (error) {
          reject(error);
        }
      };
      watchers.add(watcher);
      watcher();
      return orInVain(what, promise, longestMs).finally(() => watchers.delete(watcher));
    },
    come: (what, coming) => orInVain(what, coming, PATIENCE_MS),
  };
}

/** What was begun, if it comes in this time. @throws naming it */
export function orInVain<T>(what: string, coming: Promise<T>, longestMs: number): Promise<T> {
  const { promise: never, reject } = Promise.withResolvers<never>();
  const late = () => reject(new Error(`Waited ${longestMs} ms in vain for ${what}.`));
  const timer = setTimeout(late, longestMs);
  return Promise.race([coming, never]).finally(() => clearTimeout(timer));
}
