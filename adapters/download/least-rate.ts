import { Unreachable } from './trouble.ts';

/** A server that brings less than this, on average over a minute, holds a slot that others wait for. */
const LEAST_BYTES_PER_SECOND = 4096;
const WINDOW_MS = 60_000;

/** How often the place is noted, in milliseconds. */
const NOTE_EVERY_MS = 1000;

/** Watches how fast a server brings what it was asked for. Only waiting for the server counts, not the work on what came. */
export interface LeastRate {
  /** Waits for something of the server's that is no piece of the file, such as the beginning of its answer. */
  waitFor<T>(what: Promise<T>): Promise<T>;
  /** @throws Unreachable where it has been too slow over the last minute */
  check(): void;
  /** What the server sends, piece by piece. @throws as `check` */
  pieces(body: AsyncIterable<Buffer>): AsyncIterable<Buffer>;
}

/** @param now milliseconds that only grow */
export function createLeastRate(host: string, now: () => number = () => performance.now()): LeastRate {
  let waitedMs = 0;
  let bytes = 0;
  const notes = [{ waitedMs, bytes }];

  function check(): void {
    while ((notes[1]?.waitedMs ?? waitedMs) <= waitedMs - WINDOW_MS) notes.shift();
    const first = notes[0] ?? { waitedMs: 0, bytes: 0 };
    const leastBytes = (LEAST_BYTES_PER_SECOND * WINDOW_MS) / 1000;
    if (waitedMs - first.waitedMs >= WINDOW_MS && bytes - first.bytes < leastBytes) throw tooSlow(host);
    if (waitedMs - (notes.at(-1)?.waitedMs ?? 0) >= NOTE_EVERY_MS) notes.push({ waitedMs, bytes });
  }

  async function waitFor<T>(what: Promise<T>): Promise<T> {
    const from = now();
    try {
      return await what;
    } finally {
      waitedMs += now() - from;
    }
  }

  return {
    waitFor,
    check,
    async *pieces(body) {
      const pieces = body[Symbol.asyncIterator]();
      try {
        for (;;) {
          const next = await waitFor(pieces.next());
          if (next.done) return;
          bytes += next.value.length;
          check();
          yield next.value;
        }
      } finally {
        await pieces.return?.();
      }
    },
  };
}

function tooSlow(host: string): Unreachable {
  const kib = LEAST_BYTES_PER_SECOND / 1024;
  return new Unreachable(
    {
      en: `${host}: too slow, less than ${kib} KiB/s for a whole minute`,
      es: `${host}: demasiado lento, menos de ${kib} KiB/s durante un minuto`,
    },
    { passes: false, isSlow: true },
  );
}
