import type { Writable } from 'node:stream';

/** Writes lines, and minds neither a slow reader nor one who has gone. */
export interface Printer {
  print(text: string): Promise<void>;
  /** The reader has gone, as in `… | head -1`. */
  isClosed(): boolean;
  /** Writes no more; the stream itself stays open. */
  end(): void;
}

export function createPrinter(stream: Writable): Printer {
  let isClosed = stream.destroyed;
  const close = () => {
    isClosed = true;
  };
  stream.on('error', close);
  stream.on('close', close);
  return {
    isClosed: () => isClosed,
    print(text) {
      if (isClosed) return Promise.resolve();
      return new Promise((resolve) => {
        stream.write(`${text}\n`, (error) => {
          if (error) close();
          resolve();
        });
      });
    },
    end() {
      // `error` is heard to the process's end: it may come after the write that caused it.
      stream.off('close', close);
    },
  };
}
