import { once } from 'node:events';
import { crc32, createInflateRaw, type InflateRaw } from 'node:zlib';
import { createOneDisk } from './one-disk.ts';
import { damagedPack, Fooled } from './trouble.ts';
import type { Unpacker } from './unpacker.ts';
import { type Entry, HEADER_BYTES, isHeader, readEntry, STORED } from './zip-entry.ts';

/** What is unpacked of files that are no disk, only to find where they end, in bytes. */
const MOST_DISCARDED = 1024 ** 3;

/** Takes a ZIP archive as it comes, and gives the one disk in it to its sink. What it lists at its end is not read. */
export function createUnzip(sink: (bytes: Buffer) => Promise<void>): Unpacker {
  const disk = createOneDisk('ZIP');
  let held = Buffer.alloc(0);
  let entry: Entry | null = null;
  let content: Content | null = null;
  let discarded = 0;
  let isOver = false;

  async function discard(bytes: Buffer): Promise<void> {
    discarded += bytes.length;
    if (discarded > MOST_DISCARDED) throw damagedPack();
  }

  function begin(found: Entry): void {
    const isDisk = disk.isNext(found.name);
    if (isDisk && !found.isReadable) throw otherMethod();
    // Where its end is not said, only unpacking it finds it.
    if (!found.isReadable && found.packedBytes === null) throw otherMethod();
    entry = found;
    const isSkipped = !isDisk && found.packedBytes !== null;
    content =
      isSkipped || found.method === STORED ? copied(isDisk ? sink : skip) : inflated(isDisk ? sink : discard);
  }

  return {
    async write(bytes) {
      let rest: Buffer | null = bytes;
      while (rest !== null && !isOver) {
        if (entry && content) {
          rest = await takeOn(rest, entry, content);
          if (rest !== null) entry = content = null;
          continue;
        }
        // What is whole is not copied: a piece may have thousands of files.
        const bytesOfNext = held.length === 0 ? rest : Buffer.concat([held, rest]);
        const found = bytesOfNext.length < HEADER_BYTES ? 'more' : readEntry(bytesOfNext);
        if (found === 'more') {
          held = Buffer.from(bytesOfNext);
          return;
        }
        held = Buffer.alloc(0);
        if (found === null) {
          isOver = true;
          return;
        }
        rest = bytesOfNext.subarray(found.headerBytes);
        begin(found);
        // A file of no bytes is over before anything of it comes.
        if (rest.length === 0 && found.packedBytes !== 0) return;
      }
    },
    async end() {
      if (entry || (!isOver && isHeader(held))) throw damagedPack();
      disk.end();
    },
    async stop() {
      await content?.stop();
    },
  };
}

/** @returns what is not of this file any more, or null where more of it is to come */
async function takeOn(bytes: Buffer, { packedBytes, sum }: Entry, into: Content): Promise<Buffer | null> {
  const most = packedBytes === null ? bytes.length : packedBytes - into.taken;
  const piece = bytes.subarray(0, most);
  const taken = await into.write(piece);
  const isWhole = packedBytes === null ? taken < piece.length || into.isOver : into.taken === packedBytes;
  if (!isWhole) return null;
  await into.end();
  if (sum !== null && into.sum !== null && sum !== into.sum) throw damagedPack();
  return bytes.subarray(taken);
}

const skip = async (): Promise<void> => undefined;

/** Bytes of one file of the archive. */
interface Content {
  /** How many bytes of it, as packed, have been taken. */
  readonly taken: number;
  /** Of what was unpacked; null: it was not looked at. */
  readonly sum: number | null;
  readonly isOver: boolean;
  /** @returns how many of the bytes were the file's */
  write(bytes: Buffer): Promise<number>;
  end(): Promise<void>;
  stop(): Promise<void>;
}

function copied(sink: (bytes: Buffer) => Promise<void>): Content {
  let taken = 0;
  let sum = 0;
  return {
    get taken() {
      return taken;
    },
    get sum() {
      return sink === skip ? null : sum;
    },
    isOver: false,
    async write(bytes) {
      taken += bytes.length;
      if (sink === skip) return bytes.length;
      sum = crc32(bytes, sum);
      await sink(bytes);
      return bytes.length;
    },
    end: skip,
    stop: skip,
  };
}

function inflated(sink: (bytes: Buffer) => Promise<void>): Content {
  const stream: InflateRaw = createInflateRaw();
  let sum = 0;
  let isOver = false;
  const drained = (async () => {
    for await (const bytes of stream as AsyncIterable<Buffer>) {
      sum = crc32(bytes, sum);
      await sink(bytes);
    }
    isOver = true;
  })();
  drained.catch(() => stream.destroy());
  const failed = (error: unknown): never => {
    throw error instanceof Error && 'text' in error ? error : damagedPack();
  };
  return {
    get taken() {
      return stream.bytesWritten;
    },
    get sum() {
      return sum;
    },
    get isOver() {
      return isOver;
    },
    async write(bytes) {
      const before = stream.bytesWritten;
      if (bytes.length === 0) return 0;
      // It says nothing more of a piece in which it came to its end.
      const written = new Promise<void>((resolve) => stream.write(bytes, () => resolve()));
      await Promise.race([written, drained]).catch(failed);
      return stream.bytesWritten - before;
    },
    async end() {
      stream.end();
      await drained.catch(failed);
    },
    async stop() {
      stream.destroy();
      await Promise.race([once(stream, 'close'), drained]).catch(() => undefined);
    },
  };
}

function otherMethod(): Fooled {
  return new Fooled(
    {
      en: 'The archive (ZIP) is encrypted, or compressed with a method that labvm does not support.',
      es: 'El archivo (ZIP) está cifrado, o comprimido con un método que labvm no admite.',
    },
    {
      en: 'Nothing was kept. Unpack it (7z x FILE), and add the disk inside it: /image add',
      es: 'No se ha guardado nada. Descomprímalo (7z x FICHERO) y añada el disco que contiene: /image add',
    },
  );
}
