import type { Writable } from 'node:stream';

/** Writes lines, and minds neither a slow reader nor one who has gone. */
export interface Printer {
  print(text: string): Promise<void>;
  /** The reader has gone, as in `… | head -1`. */
  isClosed(): boolean;
}

export function createPrinter(stream: Writable): Printer {
  let closed = false;
  const close = () => {
    closed = true;
  };
  stream.on('error', close);
  stream.on('close', close);
  return {
    isClosed: () => closed,
    print(text) {
      if (closed) return Promise.resolve();
      return new Promise((resolve) => {
        stream.write(`${text}\n`, () => resolve());
      });
    },
  };
}
