import { type Boots, UNKNOWN_BOOTS } from '../../../src/image/boots.ts';
import { hasEfiPartition } from './boot-sector.ts';
import type { ReadDisk } from './read-at.ts';

/*
 * El Torito ("Bootable CD-ROM Format Specification" 1.0, 2.0 to 2.5), as the two firmwares read it: SeaBIOS takes the
 * first entry of the catalogue that sector 17 names (src/cdrom.c: cdrom_boot), EDK II every bootable entry of a
 * catalogue whose checksum is right (MdeModulePkg/Universal/Disk/PartitionDxe/ElTorito.c).
 */

const SECTOR = 2048;
const BOOT_RECORD_SECTOR = 17;
const BOOT_SYSTEM = 'EL TORITO SPECIFICATION';
/** Where the boot record names the catalogue's sector. */
const CATALOGUE_AT = 0x47;

const ENTRY = 32;
const VALIDATION = 0x01;
const BOOTABLE = 0x88;
const PLATFORM = { x86: 0x00, efi: 0xef } as const;
const HEADER = { more: 0x90, last: 0x91 } as const;
const EXTENSION = 0x44;

/** Descriptors are looked at up to this sector: a disc has a handful. */
const LAST_DESCRIPTOR = 32;

/** Which firmware finds a boot entry on a disc. */
export async function bootsOfDisc(read: ReadDisk): Promise<Boots> {
  const record = await read(BOOT_RECORD_SECTOR * SECTOR, SECTOR);
  if (!record || record.length < SECTOR) return UNKNOWN_BOOTS;
  const catalogue = isBootRecord(record)
    ? await read(record.readUInt32LE(CATALOGUE_AT) * SECTOR, SECTOR)
    : Buffer.alloc(SECTOR);
  if (!catalogue || catalogue.length < SECTOR) return UNKNOWN_BOOTS;
  const { bios, uefi } = bootsOfCatalogue(catalogue);
  return { bios, uefi: uefi || ((await mayStartOtherwise(read)) ? null : false) };
}

function isBootRecord(record: Buffer): boolean {
  const [type, standard] = [record.readUInt8(0), record.toString('latin1', 1, 6)];
  return type === 0 && standard === 'CD001' && record.toString('latin1', 7, 30) === BOOT_SYSTEM;
}

/** Reads one sector of a boot catalogue. */
export function bootsOfCatalogue(catalogue: Buffer): { readonly bios: boolean; readonly uefi: boolean } {
  const isCatalogue = catalogue.readUInt8(0) === VALIDATION && catalogue.readUInt16BE(30) === 0x55aa;
  if (!isCatalogue) return { bios: false, uefi: false };
  const first = { platform: catalogue.readUInt8(1), isBootable: isBootable(catalogue, ENTRY) };
  const entries = [first, ...sectionEntries(catalogue)];
  const hasEfi = entries.some(({ platform, isBootable }) => platform === PLATFORM.efi && isBootable);
  return {
    bios: first.platform === PLATFORM.x86 && first.isBootable,
    uefi: hasEfi && checksum(catalogue) === 0,
  };
}

/** All words of the validation entry together are 0. */
function checksum(catalogue: Buffer): number {
  let sum = 0;
  for (let at = 0; at < ENTRY; at += 2) sum = (sum + catalogue.readUInt16LE(at)) & 0xffff;
  return sum;
}

/** @returns an entry for nothing else than to be started, on a sector that can hold something */
function isBootable(catalogue: Buffer, at: number): boolean {
  return catalogue.readUInt8(at) === BOOTABLE && catalogue.readUInt32LE(at + 8) !== 0;
}

/** The entries behind the first one: sections of them, each with a header that names its platform. */
function* sectionEntries(catalogue: Buffer): Generator<{ platform: number; isBootable: boolean }> {
  let platform: number = PLATFORM.x86;
  let left = 0;
  let isLast = false;
  for (let at = 2 * ENTRY; at + ENTRY <= catalogue.length; at += ENTRY) {
    const kind = catalogue.readUInt8(at);
    if (kind === EXTENSION) continue;
    if (left > 0) {
      left -= 1;
      yield { platform, isBootable: isBootable(catalogue, at) };
    } else if (!isLast && (kind === HEADER.more || kind === HEADER.last)) {
      platform = catalogue.readUInt8(at + 1);
      left = catalogue.readUInt16LE(at + 2);
      isLast = kind === HEADER.last;
    } else return;
  }
}

/**
 * Ways past El Torito that UEFI may know: a file system that it reads on a disc (UDF), and the partitions of a disc that
 * is made to be a disk too.
 */
async function mayStartOtherwise(read: ReadDisk): Promise<boolean> {
  for (let sector = 16; sector < LAST_DESCRIPTOR; sector += 1) {
    const descriptor = await read(sector * SECTOR, 6);
    const name = descriptor?.toString('latin1', 1, 6) ?? '';
    // ECMA-167, 3/9.1: a disc of UDF has such a descriptor behind those of ISO 9660.
    if (name === 'NSR02' || name === 'NSR03') return true;
    if (!/^(?:CD001|BEA01|TEA01|BOOT2)$/.test(name)) break;
  }
  return (await hasEfiPartition(read)) !== false;
}
