import type { ReadAt } from './read-at.ts';

/*
 * The table of partitions that a disk has in its first sector (UEFI specification, 5.2: from 446 on four entries of 16
 * bytes; whether one is started at 0, its kind at 4, its first sector at 8, how many at 12), and the GPT behind it (5.3: a
 * header in the second sector, of which a copy lies in the last one, as it says at 32; where the entries lie at 72, how
 * many there are at 80, how long each is at 84; of an entry the kind at 0, the last sector at 40).
 */
const SECTOR = 512;
const EXTENDED = [0x05, 0x0f, 0x85];
const PROTECTS_GPT = 0xee;

/** More than there are on any disk; a ring of tables ends here. */
const MOST_LOGICAL = 128;
const MOST_GPT_BYTES = 1024 * 1024;

/** In sectors. */
interface Partition {
  readonly kind: number;
  readonly first: number;
  readonly count: number;
}

/** Where the last partition, and the tables themselves, end, in bytes; 0 where there are none. */
export async function endOfPartitions(read: ReadAt): Promise<number> {
  const gpt = await endOfGpt(read);
  const partitions = tableIn(await read(0, SECTOR));
  // Beside a GPT, or as its remains, it covers the whole disk, or as much of it as it can say.
  const own = partitions.filter(({ kind }) => kind !== PROTECTS_GPT);
  const extended = own.find(({ kind }) => EXTENDED.includes(kind));
  const ends = own.map(({ first, count }) => first + count);
  const logical = extended ? await endOfLogical(extended.first, read) : 0;
  return Math.max(gpt, logical, ...ends) * SECTOR;
}

/** Partitions of a table; none where those bytes are part of a loader or of a file system. */
function tableIn(sector: Buffer): readonly Partition[] {
  if (sector.length < SECTOR || sector.readUInt16BE(510) !== 0x55aa) return [];
  const entries = [446, 462, 478, 494];
  if (entries.some((at) => sector[at] !== 0 && sector[at] !== 0x80)) return [];
  return entries
    .map((at) => ({
      kind: sector[at + 4] ?? 0,
      first: sector.readUInt32LE(at + 8),
      count: sector.readUInt32LE(at + 12),
    }))
    .filter(({ kind, first, count }) => kind !== 0 && first > 0 && count > 0);
}

/** Each logical partition has a table of its own, with where the next one is, counted from the first. */
async function endOfLogical(start: number, read: ReadAt): Promise<number> {
  let end = 0;
  let next = start;
  for (let place = 0; place < MOST_LOGICAL; place += 1) {
    const partitions = tableIn(await read(next * SECTOR, SECTOR));
    const own = partitions.filter(({ kind }) => !EXTENDED.includes(kind));
    end = Math.max(end, ...own.map(({ first, count }) => next + first + count));
    const further = partitions.find(({ kind }) => EXTENDED.includes(kind));
    if (!further) break;
    next = start + further.first;
  }
  return end;
}

async function endOfGpt(read: ReadAt): Promise<number> {
  const header = await read(SECTOR, SECTOR);
  if (header.length < SECTOR || header.toString('latin1', 0, 8) !== 'EFI PART') return 0;
  const copy = header.readBigUInt64LE(32) + 1n;
  const length = header.readUInt32LE(84);
  const bytes = Math.min(header.readUInt32LE(80) * length, MOST_GPT_BYTES);
  const from = header.readBigUInt64LE(72) * BigInt(SECTOR);
  if (length < 128 || from > BigInt(Number.MAX_SAFE_INTEGER)) return toNumber(copy);
  const entries = await read(Number(from), bytes);
  let end = copy;
  for (let at = 0; at + length <= entries.length; at += length) {
    const isUsed = entries.subarray(at, at + 16).some((byte) => byte !== 0);
    const last = entries.readBigUInt64LE(at + 40) + 1n;
    if (isUsed && last > end) end = last;
  }
  return toNumber(end);
}

/** A place that is behind every disk's end in any case. */
function toNumber(sectors: bigint): number {
  return Number(sectors < 1n << 43n ? sectors : 1n << 43n);
}
