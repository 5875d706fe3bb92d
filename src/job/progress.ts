import type { Words } from '../base/text.ts';

/** How often what a step says is stored at most, in milliseconds. */
const SAVE_EVERY_MS = 500;

/** What a step says while it runs. */
export interface Progress {
  say(note: Words, fraction?: number): void;
  /** Saves nothing more: the step's end says the rest. */
  stop(): void;
}

/**
 * Saves what a step says: the first at once, then the newest every so often.
 * @param save must not throw
 */
export function createProgress(save: (note: Words, fraction?: number) => void): Progress {
  let newest: { note: Words; fraction: number | undefined } | null = null;
  let timer: NodeJS.Timeout | null = null;
  let isStopped = false;

  function flush(): void {
    timer = null;
    if (!newest) return;
    const { note, fraction } = newest;
    newest = null;
    timer = setTimeout(flush, SAVE_EVERY_MS);
    save(note, fraction);
  }

  return {
    say(note, fraction) {
      if (isStopped) return;
      newest = { note, fraction };
      if (!timer) flush();
    },
    stop() {
      isStopped = true;
      if (timer) clearTimeout(timer);
    },
  };
}
