import { type Boots, UNKNOWN_BOOTS } from '../../../src/image/boots.ts';
import { FAT_FIRST_SECTOR_BYTES, hasEspInGpt, isFat } from './efi-partition.ts';
import type { ReadDisk } from './read-at.ts';

const SECTOR = 512;

/** A master boot record (UEFI 2.10, 5.2.1): code, four entries of 16 bytes, and the mark 55 AA. */
const CODE_BYTES = 440;
const PARTITIONS_AT = 446;
const MARK_AT = 510;

/** Types of partitions. */
const TYPE = { none: 0x00, efi: 0xef, protective: 0xee, extended: [0x05, 0x0f, 0x85] } as const;

/** Which firmware finds something to start on a disk. */
export async function bootsOfDisk(read: ReadDisk): Promise<Boots> {
  const sector = await read(0, SECTOR);
  if (!sector) return UNKNOWN_BOOTS;
  return { bios: hasBootCode(sector), uefi: await hasEfiPartition(read) };
}

/** SeaBIOS starts whatever bears the mark (src/boot.c: boot_disk), and partitioning leaves the code empty. */
function hasBootCode(sector: Buffer): boolean {
  return isMarked(sector) && sector.subarray(0, CODE_BYTES).some((byte) => byte !== 0);
}

function isMarked(sector: Buffer): boolean {
  return sector.length === SECTOR && sector.readUInt16BE(MARK_AT) === 0x55aa;
}

/**
 * Whether a disk has a partition for UEFI; null where it may find something on another one, as it tries every file
 * system that it can read (UEFI 2.10, 3.5.1.1).
 */
export async function hasEfiPartition(read: ReadDisk): Promise<boolean | null> {
  const sector = await read(0, SECTOR);
  if (!sector) return null;
  if (!isMarked(sector)) return false;
  const partitions = [0, 1, 2, 3].map((index) => {
    const at = PARTITIONS_AT + index * 16;
    return { type: sector.readUInt8(at + 4), first: sector.readUInt32LE(at + 8) };
  });
  if (partitions.some(({ type }) => type === TYPE.protective)) return hasEspInGpt(read);
  if (partitions.some(({ type }) => type === TYPE.efi)) return true;
  // A file system on the whole disk.
  if (isFat(sector)) return null;
  if (partitions.some(({ type }) => TYPE.extended.some((one) => one === type))) return null;
  for (const { first } of partitions.filter(({ type }) => type !== TYPE.none)) {
    const beginning = await read(first * SECTOR, FAT_FIRST_SECTOR_BYTES);
    if (!beginning || isFat(beginning)) return null;
  }
  return false;
}
