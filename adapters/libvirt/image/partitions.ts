import { readGpt } from './gpt.ts';
import type { ReadAt } from './read-at.ts';

/*
 * The table of partitions that a disk has in its first sector (UEFI specification, 5.2: from 446 on four entries of 16
 * bytes; whether one is started at 0, its kind at 4, its first sector at 8, how many at 12), and the GPT behind it, of
 * whose header a copy lies in the last sector.
 */
const SECTOR = 512;
const EXTENDED = [0x05, 0x0f, 0x85];
const PROTECTS_GPT = 0xee;

/** More than there are on any disk; a ring of tables ends here. */
const MOST_LOGICAL = 128;

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
  const gpt = await readGpt(read);
  if (!gpt) return 0;
  const lasts = [gpt.copy, ...gpt.entries.map(({ last }) => last)];
  return toNumber(lasts.reduce((most, last) => (last > most ? last : most)) + 1n);
}

/** A place that is behind every disk's end in any case. */
function toNumber(sectors: bigint): number {
  return Number(sectors < 1n << 43n ? sectors : 1n << 43n);
}
