import { inflateRawSync } from 'node:zlib';
import type { ReadAt, ReadDisk } from './read-at.ts';

/*
 * Reads a few sectors of a qcow2 disk that stands alone (QEMU: docs/interop/qcow2.txt), without any program: its file is
 * a stranger's, so that no more than one table and one cluster are held, and what is not understood is unknown.
 */

/** Of a table's entry: where in the file. */
const PLACE = 0x00ff_ffff_ffff_fe00n;
const COMPRESSED = 1n << 62n;
const READS_ZERO = 1n;

/** Bits of `incompatible_features` that change how the tables are read: another compression, subclusters. */
const OTHER_COMPRESSION = 1n << 3n;
const SUBCLUSTERS = 1n << 4n;

const HEADER_BYTES = 104;

interface Layout {
  readonly sizeBytes: number;
  readonly clusterBits: number;
  readonly clusterBytes: number;
  readonly tables: number;
  readonly tablesAt: number;
}

/** @param file the file itself, whose header `readHeader` has found no fault with */
export async function qcow2Reader(file: ReadAt): Promise<ReadDisk> {
  const layout = layoutOf(await file(0, HEADER_BYTES));
  if (!layout) return async () => null;
  const { clusterBytes, sizeBytes } = layout;
  return async (position, length) => {
    const pieces: Buffer[] = [];
    const end = Math.min(position + length, sizeBytes);
    for (let at = position; at < end; ) {
      const cluster = await readCluster(file, layout, Math.floor(at / clusterBytes));
      if (!cluster) return null;
      const from = at % clusterBytes;
      const piece = cluster.subarray(from, Math.min(clusterBytes, from + end - at));
      pieces.push(piece);
      at += piece.length;
    }
    return Buffer.concat(pieces);
  };
}

function layoutOf(header: Buffer): Layout | null {
  if (header.length < HEADER_BYTES) return null;
  const isNew = header.readUInt32BE(4) >= 3;
  const features = isNew ? header.readBigUInt64BE(72) : 0n;
  const clusterBits = header.readUInt32BE(20);
  if ((features & SUBCLUSTERS) !== 0n || (features & OTHER_COMPRESSION) !== 0n) return null;
  if (clusterBits < 9 || clusterBits > 21) return null;
  return {
    sizeBytes: Number(header.readBigUInt64BE(24)),
    clusterBits,
    clusterBytes: 2 ** clusterBits,
    tables: header.readUInt32BE(36),
    tablesAt: Number(header.readBigUInt64BE(40)),
  };
}

/** @returns null where it cannot be read */
async function readCluster(file: ReadAt, layout: Layout, index: number): Promise<Buffer | null> {
  const { clusterBits, clusterBytes, tables, tablesAt } = layout;
  const entriesATable = clusterBytes / 8;
  const table = Math.floor(index / entriesATable);
  if (table >= tables) return null;
  const first = await entryAt(file, tablesAt + table * 8);
  if (first === null) return null;
  if ((first & PLACE) === 0n) return Buffer.alloc(clusterBytes);
  const second = await entryAt(file, Number(first & PLACE) + (index % entriesATable) * 8);
  if (second === null) return null;
  if ((second & COMPRESSED) !== 0n) return unpacked(file, second, clusterBits);
  if ((second & READS_ZERO) !== 0n || (second & PLACE) === 0n) return Buffer.alloc(clusterBytes);
  const cluster = await file(Number(second & PLACE), clusterBytes);
  // The last one may end with the file.
  return Buffer.concat([cluster, Buffer.alloc(clusterBytes - cluster.length)]);
}

async function entryAt(file: ReadAt, position: number): Promise<bigint | null> {
  const bytes = await file(position, 8);
  return bytes.length === 8 ? bytes.readBigUInt64BE(0) : null;
}

/** A compressed cluster: its entry says where it begins, and in how many sectors more it ends. */
async function unpacked(file: ReadAt, entry: bigint, clusterBits: number): Promise<Buffer | null> {
  const bits = BigInt(62 - (clusterBits - 8));
  const position = Number(entry & ((1n << bits) - 1n));
  const sectors = Number((entry & (COMPRESSED - 1n)) >> bits) + 1;
  const packed = await file(position, sectors * 512 - (position % 512));
  const clusterBytes = 2 ** clusterBits;
  const cluster = inflateRawSync(packed, { maxOutputLength: clusterBytes });
  return cluster.length === clusterBytes ? cluster : null;
}
