import type { Readable } from 'node:stream';

/**
 * Takes so many bytes off a stream that nobody else reads; what comes after them stays in it.
 * @throws Error if it ends before
 */
export async function readExactly(stream: Readable, bytes: number): Promise<Buffer> {
  for (;;) {
    const part: Buffer | null = stream.read(bytes);
    if (part?.length === bytes) return part;
    if (part !== null || stream.readableEnded || stream.destroyed) throw ended(stream.errored);
    await new Promise<void>((resolve) => {
      const wake = () => {
        for (const event of EVENTS) stream.off(event, wake);
        resolve();
      };
      for (const event of EVENTS) stream.once(event, wake);
    });
  }
}

const EVENTS = ['readable', 'end', 'close', 'error'] as const;

function ended(cause: Error | null): Error {
  return new Error('The stream ended in the middle of a greeting.', { cause });
}
