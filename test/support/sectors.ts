/** Discs and disks of a few sectors, written by hand: as much as firmware looks at. */

const DISC_SECTOR = 2048;
const SECTOR = 512;

export const X86 = 0x00;
export const EFI = 0xef;

/** An entry of a boot catalogue. */
export interface BootEntry {
  readonly platform: number;
  readonly isBootable?: boolean;
}

export interface DiscOptions {
  /** The entries of its catalogue, the first one first; left out: it has no boot record. */
  readonly entries?: readonly BootEntry[];
  /** What the sums of the catalogue's first words differ by. */
  readonly sumOff?: number;
  /** The descriptor of a disc that is of UDF too. */
  readonly isUdf?: boolean;
  /** Its first sector, as a disk has one. */
  readonly bootSector?: Buffer;
  /** What its boot entries start; a halted CPU unless given. */
  readonly program?: Buffer;
}

const CATALOGUE = 20;
const PROGRAM = 21;
const SECTORS = 64;

/** `cli; hlt`, and once more where something wakes it. */
const HALT = Buffer.from([0xfa, 0xf4, 0xeb, 0xfc]);

/** A disc (ISO 9660) without files. */
export function discOf({ entries, sumOff = 0, isUdf, bootSector, program = HALT }: DiscOptions = {}): Buffer {
  const disc = Buffer.alloc(SECTORS * DISC_SECTOR);
  bootSector?.copy(disc);
  const primary = descriptor(disc, 16, 1, 'CD001');
  disc.writeUInt32LE(SECTORS, primary + 80);
  disc.writeUInt16LE(DISC_SECTOR, primary + 128);
  let next = 17;
  if (entries) {
    const record = descriptor(disc, next++, 0, 'CD001');
    disc.write('EL TORITO SPECIFICATION', record + 7, 'latin1');
    disc.writeUInt32LE(CATALOGUE, record + 0x47);
    writeCatalogue(disc.subarray(CATALOGUE * DISC_SECTOR, (CATALOGUE + 1) * DISC_SECTOR), entries, sumOff);
    program.copy(disc, PROGRAM * DISC_SECTOR);
  }
  descriptor(disc, next++, 255, 'CD001');
  if (isUdf) descriptor(disc, next++, 0, 'NSR02');
  return disc;
}

function descriptor(disc: Buffer, sector: number, type: number, name: string): number {
  const at = sector * DISC_SECTOR;
  disc.writeUInt8(type, at);
  disc.write(name, at + 1, 'latin1');
  disc.writeUInt8(1, at + 6);
  return at;
}

function writeCatalogue(catalogue: Buffer, entries: readonly BootEntry[], sumOff: number): void {
  const [first = { platform: X86 }, ...others] = entries;
  catalogue.writeUInt8(1, 0);
  catalogue.writeUInt8(first.platform, 1);
  catalogue.writeUInt16BE(0x55aa, 30);
  let sum = 0;
  for (let at = 0; at < 32; at += 2) sum += catalogue.readUInt16LE(at);
  catalogue.writeUInt16LE((0x1_0000 - (sum & 0xffff) + sumOff) & 0xffff, 28);
  writeEntry(catalogue, 32, first);
  others.forEach((entry, index) => {
    const at = 64 + index * 64;
    catalogue.writeUInt8(index === others.length - 1 ? 0x91 : 0x90, at);
    catalogue.writeUInt8(entry.platform, at + 1);
    catalogue.writeUInt16LE(1, at + 2);
    writeEntry(catalogue, at + 32, entry);
  });
}

/** Without emulation, four sectors of 512 bytes. */
function writeEntry(catalogue: Buffer, at: number, { isBootable = true }: BootEntry): void {
  catalogue.writeUInt8(isBootable ? 0x88 : 0, at);
  catalogue.writeUInt16LE(4, at + 6);
  catalogue.writeUInt32LE(PROGRAM, at + 8);
}

export interface Partition {
  /** Of a master boot record; 0xee where `gpt` says more. */
  readonly type: number;
  /** It begins as FAT does. */
  readonly isFat?: boolean;
}

export interface DiskOptions {
  readonly code?: Buffer;
  readonly isMarked?: boolean;
  readonly partitions?: readonly Partition[];
  /** The types of the partitions of a GPT, as GUIDs, and whether each begins as FAT does. */
  readonly gpt?: readonly { readonly guid: string; readonly isFat?: boolean }[];
}

export const ESP_GUID = 'C12A7328-F81F-11D2-BA4B-00A0C93EC93B';
export const LINUX_GUID = '0FC63DAF-8483-4772-8E79-3D69D8477DE4';

/** Where the partitions of `diskOf` begin, in sectors, one after the other. */
const FIRST_PARTITION = 2048;

/** A disk of 4 MiB. */
export function diskOf({ code, isMarked = true, partitions = [], gpt }: DiskOptions = {}): Buffer {
  const disk = Buffer.alloc(4 * 1024 * 1024);
  code?.copy(disk);
  if (isMarked) disk.writeUInt16BE(0x55aa, 510);
  const all = gpt ? [{ type: 0xee }] : partitions;
  all.forEach(({ type, isFat }, index) => {
    const first = gpt ? 1 : FIRST_PARTITION + index * 16;
    disk.writeUInt8(type, 446 + index * 16 + 4);
    disk.writeUInt32LE(first, 446 + index * 16 + 8);
    disk.writeUInt32LE(16, 446 + index * 16 + 12);
    if (isFat) disk.write('FAT16', first * SECTOR + 54, 'latin1');
  });
  if (gpt) writeGpt(disk, gpt);
  return disk;
}

function writeGpt(disk: Buffer, entries: NonNullable<DiskOptions['gpt']>): void {
  disk.write('EFI PART', SECTOR, 'latin1');
  disk.writeBigUInt64LE(2n, SECTOR + 72);
  disk.writeUInt32LE(128, SECTOR + 80);
  disk.writeUInt32LE(128, SECTOR + 84);
  entries.forEach(({ guid, isFat }, index) => {
    const [at, first] = [2 * SECTOR + index * 128, FIRST_PARTITION + index * 16];
    bytesOfGuid(guid).copy(disk, at);
    disk.writeBigUInt64LE(BigInt(first), at + 32);
    if (isFat) disk.write('FAT32', first * SECTOR + 82, 'latin1');
  });
}

/** Its first three numbers stand with their last byte first (UEFI 2.10, appendix A). */
function bytesOfGuid(guid: string): Buffer {
  const [a = '', b = '', c = '', ...rest] = guid.split('-');
  const swapped = [a, b, c].map((part) => Buffer.from(part, 'hex').reverse());
  return Buffer.concat([...swapped, Buffer.from(rest.join(''), 'hex')]);
}
