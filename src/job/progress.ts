import type { Words } from '../base/text.ts';

/** How often what a step says is stored at most, in milliseconds. */
const SAVE_EVERY_MS = 500;

/** What a step says while it runs. */
export interface Progress {
  say(note: Words, fraction?: number): void;
  /** Says what it waits for, before it is tried again. */
  pause(note: Words): void;
  /** It is tried again: says what it was at before it had to wait, or nothing. */
  resume(): void;
  /** Saves nothing more: the step's end says the rest. */
  stop(): void;
}

/** What a step is at, with how much of it is done. */
interface Said {
  readonly note: Words | undefined;
  readonly fraction: number | undefined;
}

const NOTHING: Said = { note: undefined, fraction: undefined };

/**
 * Saves what a step says: the first at once, then the newest every so often.
 * @param save must not throw
 */
export function createProgress(save: (note: Words | undefined, fraction?: number) => void): Progress {
  let isAt = NOTHING;
  let newest: Said | null = null;
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

  function put(said: Said): void {
    if (isStopped) return;
    newest = said;
    if (!timer) flush();
  }

  return {
    say(note, fraction) {
      isAt = { note, fraction };
      put(isAt);
    },
    pause: (note) => put({ ...NOTHING, note }),
    resume: () => put(isAt),
    stop() {
      isStopped = true;
      if (timer) clearTimeout(timer);
    },
  };
}
