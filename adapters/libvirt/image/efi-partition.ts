import { readGpt } from './gpt.ts';
import type { ReadDisk } from './read-at.ts';

const SECTOR = 512;

/** C12A7328-F81F-11D2-BA4B-00A0C93EC93B (UEFI 2.10, 13.3.3), as it is written. */
const ESP = Buffer.from('28732ac11ff8d211ba4b00a0c93ec93b', 'hex');

/** Of more partitions than these nobody looks at the first sector. */
const MOST_PARTITIONS = 256;

/** @returns whether a GPT has an EFI system partition; null where UEFI may find something to start on another one */
export async function hasEspInGpt(read: ReadDisk): Promise<boolean | null> {
  const gpt = await readGpt(read);
  // A broken one may have its copy at the end of the disk.
  if (!gpt?.isWhole) return null;
  if (gpt.entries.some(({ kind }) => kind.equals(ESP))) return true;
  if (gpt.entries.length > MOST_PARTITIONS) return null;
  for (const { first } of gpt.entries) {
    const beginning = await read(Number(first) * SECTOR, FAT_FIRST_SECTOR_BYTES);
    if (!beginning || isFat(beginning)) return null;
  }
  return false;
}

/** As much of a file system as tells FAT (Microsoft: FAT32 File System Specification, BS_FilSysType). */
export const FAT_FIRST_SECTOR_BYTES = SECTOR;

export function isFat(sector: Buffer): boolean {
  return [54, 82].some((at) => sector.toString('latin1', at, at + 3) === 'FAT');
}
