/** Where something happens that a test waits for. */
export interface Stage {
  /** Something has changed. */
  changed(): void;
  /** Waits until there is something, looked for anew at each change. @throws naming what was waited for */
  until<T>(what: string, look: () => T | null | undefined | false, timeoutMs?: number): Promise<T>;
}

export function createStage(): Stage {
  const watchers = new Set<() => void>();
  return {
    changed() {
      for (const watcher of [...watchers]) watcher();
    },
    until(what, look, timeoutMs = 10_000) {
      return new Promise((resolve, reject) => {
        const watcher = () => {
          const found = look();
          if (!found) return;
          done();
          resolve(found);
        };
        const timer = setTimeout(() => {
          done();
          reject(new Error(`Waited ${timeoutMs} ms in vain for ${what}.`));
        }, timeoutMs);
        const done = () => {
          clearTimeout(timer);
          watchers.delete(watcher);
        };
        watchers.add(watcher);
        watcher();
      });
    },
  };
}
