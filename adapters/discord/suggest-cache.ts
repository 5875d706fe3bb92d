import { createLru } from '../../src/base/lru.ts';
import { inTime } from '../../src/chat/in-time.ts';

/** Answers to questions that the same people ask again and again, letter after letter. */
export interface SuggestCache<T> {
  /**
   * What is known, at once, or what is asked for, if it comes in time; null where neither is.
   * @param key one person's one question: nobody is told what somebody else may see
   * @param waitMs how long an answer is waited for that is not known, in milliseconds
   */
  ask(key: string, load: () => Promise<T>, waitMs: number): Promise<T | null>;
}

export interface SuggestCacheSettings {
  /** How long an answer is taken as it is, in milliseconds. */
  readonly freshMs: number;
  /** How long it is given while the question is asked anew, in milliseconds. */
  readonly usableMs: number;
  /** How many answers are kept. */
  readonly most: number;
  /** Milliseconds that only grow. */
  now(): number;
}

/** A class of thirty at its busiest; machines come and go slower than people type. */
const USUAL: SuggestCacheSettings = {
  freshMs: 2000,
  usableMs: 30_000,
  most: 2000,
  now: () => performance.now(),
};

interface Entry<T> {
  known: { readonly answer: T; readonly atMs: number } | null;
  loading: Promise<T> | null;
}

/** Remembers answers; nothing of them is kept by the next process. */
export function createSuggestCache<T>(settings: Partial<SuggestCacheSettings> = {}): SuggestCache<T> {
  const { freshMs, usableMs, most, now } = { ...USUAL, ...settings };
  const entries = createLru<string, Entry<T>>(most);

  /** The entry, as the one that was used last. */
  function entryOf(key: string): Entry<T> {
    const entry = entries.get(key) ?? { known: null, loading: null };
    entries.set(key, entry);
    return entry;
  }

  function begin(entry: Entry<T>, load: () => Promise<T>): Promise<T> {
    // Asked once, however many letters come meanwhile.
    entry.loading ??= load()
      .then((answer) => {
        entry.known = { answer, atMs: now() };
        return answer;
      })
      .finally(() => {
        entry.loading = null;
      });
    return entry.loading;
  }

  return {
    async ask(key, load, waitMs) {
      const entry = entryOf(key);
      const { known } = entry;
      const ageMs = known ? now() - known.atMs : Number.POSITIVE_INFINITY;
      if (known && ageMs <= freshMs) return known.answer;
      const loading = begin(entry, load).catch(() => entry.known?.answer ?? null);
      if (known && ageMs <= usableMs) return known.answer;
      return (await inTime(waitMs, loading)) ?? known?.answer ?? null;
    },
  };
}
