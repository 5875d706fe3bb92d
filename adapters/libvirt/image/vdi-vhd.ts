import type { DiskFault } from './disk-fault.ts';
import type { ReadAt } from './read-at.ts';

/*
 * VDI, little-endian (QEMU: block/vdi.c): the kind at 76 (1 grows, 2 does not; others stand on another file), where the
 * data begin at 344, a block's size at 376 and how many there are at 388, the ids of what it stands on at 424 and 440.
 */
const VDI_HEADER_BYTES = 456;
const VDI_KINDS = [1, 2];

/** @param sizeBytes of the whole file; null: it is still coming */
export function vdiFault(beginning: Buffer, sizeBytes: number | null): DiskFault | null {
  if (beginning.length < VDI_HEADER_BYTES) return { kind: 'senseless' };
  const standsAlone = beginning.subarray(424, 456).every((byte) => byte === 0);
  if (!VDI_KINDS.includes(beginning.readUInt32LE(76)) || !standsAlone) return { kind: 'parent' };
  const data = beginning.readUInt32LE(376) * beginning.readUInt32LE(388);
  const declaredBytes = beginning.readUInt32LE(344) + data;
  return sizeBytes !== null && declaredBytes > sizeBytes ? { kind: 'cut-off', declaredBytes } : null;
}

/*
 * VHD, big-endian (Microsoft: Virtual Hard Disk Image Format Specification): a footer of a sector, which a disk that
 * grows has at its beginning too, with where its next header lies at 16, the size at 48, the kind at 60 (2 fixed, 3
 * grows, 4 stands on another file), and a sum at 64. In the next header, where the table lies at 16, how many
 * entries it has at 28, and a block's size at 32. An entry is the sector of a block, before which lies its bitmap.
 */
const SECTOR = 512;
const KIND = { fixed: 2, growing: 3, differencing: 4 } as const;
const UNUSED = 0xffffffff;

/** More than a disk of 2 TiB has with the usual blocks of 2 MiB. */
const MOST_ENTRIES = 1024 * 1024;

/** @param beginning of a disk that grows */
export function vhdFault(beginning: Buffer): DiskFault | null {
  if (beginning.length < SECTOR) return { kind: 'senseless' };
  const kind = beginning.readUInt32BE(60);
  if (kind === KIND.differencing) return { kind: 'parent' };
  return kind === KIND.growing ? null : { kind: 'senseless' };
}

/** Whether all blocks of a disk that grows, and the footer after them, are in the file. */
export async function vhdCutOff(
  beginning: Buffer,
  sizeBytes: number,
  read: ReadAt,
): Promise<DiskFault | null> {
  const header = await read(placeOf(beginning.readBigUInt64BE(16), sizeBytes), 64);
  if (header.toString('latin1', 0, 8) !== 'cxsparse') return { kind: 'senseless' };
  const entries = header.readUInt32BE(28);
  if (entries > MOST_ENTRIES) return { kind: 'senseless' };
  const position = placeOf(header.readBigUInt64BE(16), sizeBytes);
  const table = await read(position, entries * 4);
  if (table.length < entries * 4) return { kind: 'cut-off', declaredBytes: position + entries * 4 };
  const last = Array.from({ length: entries }, (_, place) => table.readUInt32BE(place * 4))
    .filter((entry) => entry !== UNUSED)
    .reduce((most, entry) => Math.max(most, entry), 0);
  const block = header.readUInt32BE(32);
  const bitmap = Math.ceil(block / SECTOR / 8 / SECTOR) * SECTOR;
  const declaredBytes = (last === 0 ? position + entries * 4 : last * SECTOR + bitmap + block) + SECTOR;
  return declaredBytes > sizeBytes ? { kind: 'cut-off', declaredBytes } : null;
}

/** A place in a file, which a hostile one names far behind its end. */
function placeOf(offset: bigint, sizeBytes: number): number {
  return offset > BigInt(sizeBytes) ? sizeBytes : Number(offset);
}

/** Whether it is a fixed VHD: a raw disk with a footer behind it. @param end the file's last sector */
export function isVhdFooter(end: Buffer, sizeBytes: number): boolean {
  if (end.length < SECTOR || end.toString('latin1', 0, 8) !== 'conectix') return false;
  const sum = end.reduce((total, byte, place) => total + (place >= 64 && place < 68 ? 0 : byte), 0);
  return (
    end.readUInt32BE(60) === KIND.fixed &&
    end.readBigUInt64BE(48) === BigInt(sizeBytes - SECTOR) &&
    end.readUInt32BE(64) === ~sum >>> 0
  );
}
