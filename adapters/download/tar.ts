import { createOneDisk } from './one-disk.ts';
import { damagedPack } from './trouble.ts';
import type { Unpacker } from './unpacker.ts';

/*
 * POSIX.1-2017, pax, "ustar Interchange Format": records of 512 bytes; of a header the name at 0, the size at 124 in octal
 * digits, a sum at 148, the kind at 156, `ustar` at 257. GNU's tar writes large sizes as a number, with the first bit
 * set, and pax in a record of its own before the file. An OVA is one (DSP0243, 5.3).
 */
const RECORD = 512;
const REGULAR = ['0', '\0', '7'];
const PAX = 'x';
/** GNU's: the name of the next file, where it is long. */
const LONG_NAME = 'L';
/** Longer than pax's own words for any file, in bytes. */
const MOST_PAX = 65_536;

interface Header {
  readonly name: string;
  readonly kind: string;
  readonly sizeBytes: number;
}

/** @param beginning the file's first record */
export function isTar(beginning: Buffer): boolean {
  return headerOf(beginning) !== null;
}

function headerOf(record: Buffer): Header | null {
  if (record.length < RECORD || record.toString('latin1', 257, 262) !== 'ustar') return null;
  const sum = record.subarray(0, RECORD).reduce((total, byte, place) => {
    return total + (place >= 148 && place < 156 ? 0x20 : byte);
  }, 0);
  if (octal(record, 148, 8) !== sum) return null;
  const sizeBytes = sizeOf(record);
  if (sizeBytes === null) return null;
  const [name = ''] = record.toString('utf8', 0, 100).split('\0');
  return { name, kind: record.toString('latin1', 156, 157), sizeBytes };
}

function octal(record: Buffer, at: number, length: number): number | null {
  const [digits = ''] = /^[0-7]+/.exec(record.toString('latin1', at, at + length).trimStart()) ?? [];
  return digits === '' ? null : Number.parseInt(digits, 8);
}

function sizeOf(record: Buffer): number | null {
  if (((record[124] ?? 0) & 0x80) === 0) return octal(record, 124, 12);
  const size = record.readBigUInt64BE(128);
  return size <= BigInt(Number.MAX_SAFE_INTEGER) ? Number(size) : null;
}

/** Takes a tar archive, and gives the one disk in it to its sink. */
export function createUntar(sink: (bytes: Buffer) => Promise<void>): Unpacker {
  const disk = createOneDisk('tar, OVA');
  const next = createPaxWords();
  let record = Buffer.alloc(0);
  /** Of the file that is coming, and of what fills its last record. */
  let left = 0;
  let padding = 0;
  let takes: 'disk' | 'words' | 'nothing' = 'nothing';
  let isOver = false;

  function begin(bytes: Buffer): void {
    isOver = bytes.every((byte) => byte === 0);
    if (isOver) return;
    const header = headerOf(bytes);
    if (!header) throw damagedPack();
    left = next.size() ?? header.sizeBytes;
    padding = (RECORD - (left % RECORD)) % RECORD;
    if (header.kind === PAX || header.kind === LONG_NAME) {
      takes = 'words';
      next.begin(header.kind, left);
      return;
    }
    takes = REGULAR.includes(header.kind) && disk.isNext(next.name() ?? header.name) ? 'disk' : 'nothing';
    next.forget();
  }

  async function take(bytes: Buffer): Promise<void> {
    if (takes === 'disk') await sink(bytes);
    if (takes === 'words') next.take(bytes, left === 0);
  }

  return {
    async write(bytes) {
      for (let at = 0; at < bytes.length && !isOver; ) {
        if (left > 0) {
          const piece = bytes.subarray(at, at + left);
          left -= piece.length;
          at += piece.length;
          await take(piece);
        } else if (padding > 0) {
          const skipped = Math.min(padding, bytes.length - at);
          padding -= skipped;
          at += skipped;
        } else {
          const piece = bytes.subarray(at, at + RECORD - record.length);
          at += piece.length;
          record = Buffer.concat([record, piece]);
          if (record.length < RECORD) continue;
          begin(record);
          record = Buffer.alloc(0);
        }
      }
    },
    async end() {
      if (left > 0 || record.length > 0) throw damagedPack();
      disk.end();
    },
    stop: async () => undefined,
  };
}

/** What is said of the next file in records before it; it goes before what the file's own header says. */
interface PaxWords {
  /** @param kind `PAX` or `LONG_NAME` */
  begin(kind: string, sizeBytes: number): void;
  take(bytes: Buffer, isLast: boolean): void;
  /** `<length> size=<digits>` */
  size(): number | null;
  /** `<length> path=<name>` */
  name(): string | null;
  forget(): void;
}

function createPaxWords(): PaxWords {
  let kind = PAX;
  let came = Buffer.alloc(0);
  let words = '';
  return {
    begin(given, sizeBytes) {
      if (sizeBytes > MOST_PAX) throw damagedPack();
      kind = given;
      came = Buffer.alloc(0);
    },
    take(bytes, isLast) {
      came = Buffer.concat([came, bytes]);
      if (!isLast) return;
      const text = came.toString('utf8');
      words = kind === PAX ? text : `0 path=${text.split('\0')[0]}\n`;
    },
    size() {
      const [, digits] = /^\d+ size=(\d{1,15})$/m.exec(words) ?? [];
      return digits === undefined ? null : Number(digits);
    },
    name: () => /^\d+ path=(.*)$/m.exec(words)?.[1] ?? null,
    forget() {
      words = '';
    },
  };
}
