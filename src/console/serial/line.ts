import type { Duplex } from 'node:stream';
import { type Backlog, createBacklog } from './backlog.ts';

/** What a viewer of a console gets, in this order: where they are, and then bytes, and where they had to jump. */
export type Piece =
  /** The place of the next byte, at the beginning and after a jump; what stands before `live` is of earlier. */
  | { readonly kind: 'at'; readonly offset: number; readonly live: number }
  /** They were too slow: so many bytes they will never get. */
  | { readonly kind: 'skipped'; readonly bytes: number }
  | { readonly kind: 'bytes'; readonly bytes: Uint8Array };

/** Somebody who looks at a console, and types at it. */
export interface SerialViewer {
  /**
   * What comes, from the scrollback on, as fast as they take it, until they leave or the console ends.
   * @throws what the console ended with, where it is an error
   */
  pieces(): AsyncIterable<Piece>;
  /** Types; resolves when the machine has taken it or will. */
  write(bytes: Uint8Array): Promise<void>;
  leave(): void;
}

/** What is shown to somebody who comes, in bytes. */
export const SCROLLBACK_BYTES = 64 * 1024;
/** How far a viewer may be behind before they lose something, in bytes. It bounds the memory of one machine's console. */
export const MOST_BEHIND_BYTES = 4 * 1024 * 1024;
/** One piece at most, in bytes: so that who is slow holds little at a time. */
const PIECE_BYTES = 64 * 1024;

/** One machine's console, read once for all who look. */
export interface SerialLine {
  /** @param from the place that they have seen up to, where they were here before */
  join(from: number | null): SerialViewer;
  readonly viewers: number;
  close(): void;
}

export interface LineOptions {
  readonly stream: Duplex;
  /** What the console said before it was opened. */
  readonly earlier: Uint8Array;
  /** The place of its first byte. */
  readonly firstPlace: number;
  /** Nobody looks any more. */
  onEmpty(): void;
  /** The machine has ended the console. */
  onEnd(): void;
}

/** A console that is read, and where each of those who look is. */
interface Reading {
  readonly backlog: Backlog;
  readonly places: Map<object, number>;
  readonly wakers: Set<() => void>;
  ended: { readonly error: Error | null } | null;
}

/**
 * Reads a console without rest: what a viewer does not take in time they lose, and the guest never waits.
 */
export function createLine({ stream, earlier, firstPlace, onEmpty, onEnd }: LineOptions): SerialLine {
  const backlog = createBacklog(firstPlace, { keep: SCROLLBACK_BYTES, most: MOST_BEHIND_BYTES });
  const reading: Reading = { backlog, places: new Map(), wakers: new Set(), ended: null };
  const { places } = reading;
  const end = (error: Error | null) => {
    if (reading.ended) return;
    reading.ended = { error };
    wake(reading);
    onEnd();
  };
  backlog.append(earlier);
  readAll(stream, reading, end);
  return {
    join(from) {
      const me = {};
      const isKnown = from !== null && from >= backlog.start && from <= backlog.end;
      const first = isKnown ? from : scrollbackStart(reading);
      places.set(me, first);
      return {
        pieces: () => piecesOf(reading, me, first),
        write: (bytes) => writeTo(stream, bytes),
        leave() {
          if (!places.delete(me)) return;
          wake(reading);
          if (places.size === 0) onEmpty();
        },
      };
    },
    get viewers() {
      return places.size;
    },
    close() {
      stream.destroy();
      end(null);
    },
  };
}

function readAll(stream: Duplex, reading: Reading, end: (error: Error | null) => void): void {
  stream.on('data', (bytes: Buffer) => {
    reading.backlog.append(bytes);
    wake(reading);
  });
  stream.once('error', (error: Error) => end(error));
  stream.once('close', () => end(null));
  stream.once('end', () => end(null));
  if (stream.destroyed || stream.readableEnded) end(stream.errored);
}

function wake({ wakers }: Reading): void {
  for (const waker of [...wakers]) waker();
}

/** Lets go of what everybody has seen. */
function release({ backlog, places }: Reading): void {
  if (places.size > 0) backlog.release(Math.min(...places.values()));
}

function scrollbackStart({ backlog }: Reading): number {
  return Math.max(backlog.start, backlog.end - SCROLLBACK_BYTES);
}

async function* piecesOf(reading: Reading, me: object, first: number): AsyncGenerator<Piece> {
  const { backlog, places } = reading;
  let place = first;
  yield { kind: 'at', offset: place, live: backlog.end };
  while (places.has(me)) {
    if (place < backlog.start) {
      const next = scrollbackStart(reading);
      yield { kind: 'skipped', bytes: next - place };
      yield { kind: 'at', offset: next, live: backlog.end };
      place = next;
      continue;
    }
    const bytes = backlog.read(place, PIECE_BYTES);
    if (bytes.length > 0) {
      place += bytes.length;
      places.set(me, place);
      release(reading);
      yield { kind: 'bytes', bytes };
      continue;
    }
    if (reading.ended?.error) throw reading.ended.error;
    if (reading.ended) return;
    await woken(reading);
  }
}

function woken({ wakers }: Reading): Promise<void> {
  return new Promise((resolve) => {
    const waker = () => {
      wakers.delete(waker);
      resolve();
    };
    wakers.add(waker);
  });
}

function writeTo(stream: Duplex, bytes: Uint8Array): Promise<void> {
  return new Promise((resolve, reject) => {
    stream.write(bytes, (error) => (error ? reject(error) : resolve()));
  });
}
