import { damagedPack } from './trouble.ts';

/*
 * PKWARE's APPNOTE, little-endian. Before each file (4.3.7): flags at 6, the method at 8, the CRC at 14, the packed size
 * at 18, the lengths of its name and of further fields at 26 and 28. A field with the id 1 has sizes of 64 bits (4.5.3),
 * the packed one second. After a file whose sizes were not known before (flag 3) come a CRC and sizes (4.3.9).
 */
export const HEADER_BYTES = 30;
const LOCAL = 0x04034b50;
const DESCRIPTOR = 0x08074b50;
/** What follows the last file: the list of all (4.3.12), its end, their forms of 64 bits, and extra data. */
const AFTERWARDS = [0x02014b50, 0x06054b50, 0x06064b50, 0x08064b50];
const ENCRYPTED = 1;
const SIZES_FOLLOW = 8;
export const STORED = 0;
const DEFLATED = 8;
const SEE_FIELD = 0xffffffff;

/** A file of the archive. */
export interface Entry {
  readonly name: string;
  readonly method: number;
  readonly headerBytes: number;
  /** As it is packed, in bytes; null: it is not said before. */
  readonly packedBytes: number | null;
  /** CRC-32 of its content; null: it comes after it, and is not compared. */
  readonly sum: number | null;
  readonly isReadable: boolean;
}

export function isHeader(bytes: Buffer): boolean {
  return bytes.length >= 4 && bytes.readUInt32LE(0) === LOCAL;
}

/**
 * @param bytes what follows the file before, `HEADER_BYTES` of it at least
 * @returns null after the last one; `more`, where it is not whole
 */
export function readEntry(bytes: Buffer): Entry | 'more' | null {
  const start = afterDescriptor(bytes);
  if (start === null || bytes.length < start + HEADER_BYTES) return 'more';
  const magic = bytes.readUInt32LE(start);
  if (AFTERWARDS.includes(magic)) return null;
  if (magic !== LOCAL) throw damagedPack();
  const nameBytes = bytes.readUInt16LE(start + 26);
  const fields = start + HEADER_BYTES + nameBytes;
  const headerBytes = fields + bytes.readUInt16LE(start + 28);
  if (bytes.length < headerBytes) return 'more';
  const flags = bytes.readUInt16LE(start + 6);
  const method = bytes.readUInt16LE(start + 8);
  const follow = (flags & SIZES_FOLLOW) !== 0;
  const packed = packedBytes(bytes.readUInt32LE(start + 18), bytes.subarray(fields, headerBytes));
  // Without its size nothing says where a file ends that is not packed; one of no bytes needs none.
  const isEndless = follow && method === STORED && packed === 0;
  const isPlain = (flags & ENCRYPTED) === 0 && (method === DEFLATED || method === STORED);
  return {
    name: bytes.toString('utf8', start + HEADER_BYTES, fields),
    method,
    headerBytes,
    packedBytes: follow && method !== STORED ? null : packed,
    sum: follow ? null : bytes.readUInt32LE(start + 14),
    isReadable: isPlain && !isEndless,
  };
}

/** Where the next header is: what follows a file may have a mark of its own, and sizes of 32 or 64 bits. */
function afterDescriptor(bytes: Buffer): number | null {
  const isNext = (at: number) => {
    if (bytes.length < at + 4) return false;
    const magic = bytes.readUInt32LE(at);
    return magic === LOCAL || AFTERWARDS.includes(magic);
  };
  const places = bytes.readUInt32LE(0) === DESCRIPTOR ? [16, 24] : [0, 12, 20];
  const place = places.find(isNext);
  if (place !== undefined) return place;
  if (bytes.length < HEADER_BYTES) return null;
  throw damagedPack();
}

function packedBytes(size: number, fields: Buffer): number {
  if (size !== SEE_FIELD) return size;
  for (let at = 0; at + 4 <= fields.length; at += 4 + fields.readUInt16LE(at + 2)) {
    if (fields.readUInt16LE(at) !== 1 || at + 20 > fields.length) continue;
    const large = fields.readBigUInt64LE(at + 12);
    if (large <= BigInt(Number.MAX_SAFE_INTEGER)) return Number(large);
  }
  throw damagedPack();
}
