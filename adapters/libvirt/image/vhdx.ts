import type { DiskFault } from './disk-fault.ts';
import type { ReadAt } from './read-at.ts';

/*
 * Microsoft: [MS-VHDX], little-endian. The region table lies at 192 KiB (2.2.3): how many entries at 8, and from 16 on each
 * 32 bytes with a GUID and a place. The metadata table (2.6.1): how many items at 10, and from 32 on each with a GUID and
 * its place in the region at 16. The file parameters' flags are at 4, of which the second says that it has a parent.
 */
const REGION_TABLE = 192 * 1024;
const TABLE_BYTES = 64 * 1024;
const ENTRY_BYTES = 32;
const HAS_PARENT = 2;

/** Behind the end of any file. */
const FARTHEST = 1n << 50n;

const METADATA = guid('06a27c8b90479a4bb8fe575f050f886e');
const FILE_PARAMETERS = guid('3767a1ca36fa434db3b633f0aa44e76b');
const PARENT_LOCATOR = guid('2d5fd3a80bb34d45abf7d3d84834ab0c');

function guid(bytes: string): Buffer {
  return Buffer.from(bytes, 'hex');
}

/** Whether the disk stands on another one. */
export async function vhdxFault(read: ReadAt): Promise<DiskFault | null> {
  const regions = await read(REGION_TABLE, TABLE_BYTES);
  const region = entryOf(regions, 'regi', 16, regions.length > 12 ? regions.readUInt32LE(8) : 0, METADATA);
  if (!region) return { kind: 'senseless' };
  const offset = region.readBigUInt64LE(16);
  if (offset > FARTHEST) return { kind: 'senseless' };
  const metadata = await read(Number(offset), TABLE_BYTES);
  const count = metadata.length > 12 ? metadata.readUInt16LE(10) : 0;
  const item = (wanted: Buffer) => entryOf(metadata, 'metadata', 32, count, wanted);
  const parameters = item(FILE_PARAMETERS);
  if (!parameters) return { kind: 'senseless' };
  const values = await read(Number(offset) + parameters.readUInt32LE(16), 8);
  if (values.length < 8) return { kind: 'senseless' };
  const hasParent = (values.readUInt32LE(4) & HAS_PARENT) !== 0 || item(PARENT_LOCATOR) !== null;
  return hasParent ? { kind: 'parent' } : null;
}

function entryOf(table: Buffer, magic: string, from: number, count: number, wanted: Buffer): Buffer | null {
  if (table.toString('latin1', 0, magic.length) !== magic) return null;
  for (let place = 0; place < count; place += 1) {
    const entry = table.subarray(from + place * ENTRY_BYTES, from + (place + 1) * ENTRY_BYTES);
    if (entry.length < ENTRY_BYTES) return null;
    if (entry.subarray(0, 16).equals(wanted)) return entry;
  }
  return null;
}
