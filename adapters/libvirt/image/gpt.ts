import type { ReadDisk } from './read-at.ts';

const SECTOR = 512;

/** UEFI 2.10, 5.3: the header in sector 1 says where the entries are, how many, and how long each is. */
const SIGNATURE = 'EFI PART';
const MOST_ENTRIES = 256;
const MOST_ENTRY_BYTES = 512;

/** C12A7328-F81F-11D2-BA4B-00A0C93EC93B (UEFI 2.10, 13.3.3), as it is written. */
const ESP = Buffer.from('28732ac11ff8d211ba4b00a0c93ec93b', 'hex');
const UNUSED = Buffer.alloc(16);

/** @returns whether a GPT has an EFI system partition; null where UEFI may find something to start on another one */
export async function hasEspInGpt(read: ReadDisk): Promise<boolean | null> {
  const header = await read(SECTOR, SECTOR);
  // A broken one may have its copy at the end of the disk.
  if (!header || header.length < SECTOR || header.toString('latin1', 0, 8) !== SIGNATURE) return null;
  const [count, bytes] = [header.readUInt32LE(80), header.readUInt32LE(84)];
  if (count > MOST_ENTRIES || bytes < 128 || bytes > MOST_ENTRY_BYTES) return null;
  const table = await read(Number(header.readBigUInt64LE(72)) * SECTOR, count * bytes);
  if (!table || table.length < count * bytes) return null;
  const entries = Array.from({ length: count }, (_, index) =>
    table.subarray(index * bytes, (index + 1) * bytes),
  ).filter((entry) => !entry.subarray(0, 16).equals(UNUSED));
  if (entries.some((entry) => entry.subarray(0, 16).equals(ESP))) return true;
  for (const entry of entries) {
    const beginning = await read(Number(entry.readBigUInt64LE(32)) * SECTOR, FAT_FIRST_SECTOR_BYTES);
    if (!beginning || isFat(beginning)) return null;
  }
  return false;
}

/** As much of a file system as tells FAT (Microsoft: FAT32 File System Specification, BS_FilSysType). */
export const FAT_FIRST_SECTOR_BYTES = SECTOR;

export function isFat(sector: Buffer): boolean {
  return [54, 82].some((at) => sector.toString('latin1', at, at + 3) === 'FAT');
}
