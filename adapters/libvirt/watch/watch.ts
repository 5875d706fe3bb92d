import type { VmChange } from '../../../src/vm/ports/changes.ts';

/** Where changes come from. */
interface Source {
  ready(): Promise<void>;
  onChange(listener: (change: VmChange) => void): () => void;
}

/**
 * The changes of a source as they come, from the first `next()` on, until the signal fires.
 * @throws as `ready` does
 */
export async function* watchSource(source: Source, signal: AbortSignal): AsyncGenerator<VmChange> {
  const waiting: VmChange[] = [];
  let wake = (): void => undefined;
  const onAbort = (): void => wake();
  const stop = source.onChange((change) => {
    waiting.push(change);
    wake();
  });
  signal.addEventListener('abort', onAbort);
  try {
    if (!signal.aborted) await source.ready();
    while (!signal.aborted) {
      const change = waiting.shift();
      if (change) yield change;
      else await new Promise<void>((resolve) => (wake = resolve));
    }
  } finally {
    stop();
    signal.removeEventListener('abort', onAbort);
  }
}
