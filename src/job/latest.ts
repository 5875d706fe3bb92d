/** A value that changes, for one who may be slower than it: they get the newest, and never the same twice. */
export interface Latest<T> {
  put(value: T): void;
  /** Ends the values, after the one that was put last. */
  end(): void;
  /** Lets the reader fail. */
  fail(error: unknown): void;
  readonly values: AsyncIterable<T>;
}

/** @param isNewer whether a value may follow another */
export function createLatest<T>(isNewer: (value: T, than: T) => boolean): Latest<T> {
  let newest: { readonly value: T } | null = null;
  let last: { readonly value: T } | null = null;
  let failure: { readonly error: unknown } | null = null;
  let isOver = false;
  let wake = () => {};

  async function* read(): AsyncGenerator<T> {
    for (;;) {
      if (failure) throw failure.error;
      if (newest) {
        last = newest;
        newest = null;
        yield last.value;
      } else if (isOver) {
        return;
      } else {
        await new Promise<void>((resolve) => {
          wake = resolve;
        });
      }
    }
  }

  return {
    put(value) {
      const before = newest ?? last;
      if (before && !isNewer(value, before.value)) return;
      newest = { value };
      wake();
    },
    end() {
      isOver = true;
      wake();
    },
    fail(error) {
      failure = { error };
      wake();
    },
    values: { [Symbol.asyncIterator]: read },
  };
}
