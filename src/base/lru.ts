/** Remembers so many things at most; the one that was not used for the longest is forgotten first. */
export interface Lru<K, V> {
  /** What is remembered, as the one that was used last. */
  get(key: K): V | undefined;
  set(key: K, value: V): void;
}

/** @param most how many are remembered, at least 1 */
export function createLru<K, V extends object>(most: number): Lru<K, V> {
  const known = new Map<K, V>();
  const set = (key: K, value: V): void => {
    known.delete(key);
    known.set(key, value);
    const [oldest] = known.keys();
    if (known.size > most && oldest !== undefined) known.delete(oldest);
  };
  return {
    get(key) {
      const value = known.get(key);
      if (value !== undefined) set(key, value);
      return value;
    },
    set,
  };
}
