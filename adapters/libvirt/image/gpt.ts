import type { ReadDisk } from './read-at.ts';

const SECTOR = 512;

/**
 * UEFI 2.10, 5.3: the header in the second sector says where its copy is (at 32), where the entries lie (72), how many
 * there are (80) and how long each is (84); of an entry the kind stands at 0, its first sector at 32, its last at 40.
 */
const SIGNATURE = 'EFI PART';
const LEAST_ENTRY_BYTES = 128;
/** More than any disk's table has. */
const MOST_TABLE_BYTES = 1024 * 1024;

/** A table of partitions, in sectors. */
export interface Gpt {
  /** Where the header's copy is. */
  readonly copy: bigint;
  readonly entries: readonly GptEntry[];
  /** Whether all entries that the header speaks of were read. */
  readonly isWhole: boolean;
}

export interface GptEntry {
  /** A GUID as it is written. */
  readonly kind: Buffer;
  readonly first: bigint;
  readonly last: bigint;
}

/** @returns the GPT of a disk; null where it has none, or it cannot be read */
export async function readGpt(read: ReadDisk): Promise<Gpt | null> {
  const header = await read(SECTOR, SECTOR);
  if (!header || header.length < SECTOR || header.toString('latin1', 0, 8) !== SIGNATURE) return null;
  const copy = header.readBigUInt64LE(32);
  const [count, length] = [header.readUInt32LE(80), header.readUInt32LE(84)];
  const from = header.readBigUInt64LE(72) * BigInt(SECTOR);
  const isReadable = length >= LEAST_ENTRY_BYTES && from <= BigInt(Number.MAX_SAFE_INTEGER);
  const wanted = Math.min(count * length, MOST_TABLE_BYTES);
  const table = isReadable ? await read(Number(from), wanted) : null;
  if (!table) return { copy, entries: [], isWhole: false };
  return { copy, entries: entriesOf(table, length), isWhole: table.length === count * length };
}

function entriesOf(table: Buffer, length: number): readonly GptEntry[] {
  const places = Array.from({ length: Math.floor(table.length / length) }, (_, index) => index * length);
  return places
    .map((at) => ({
      kind: table.subarray(at, at + 16),
      first: table.readBigUInt64LE(at + 32),
      last: table.readBigUInt64LE(at + 40),
    }))
    .filter(({ kind }) => kind.some((byte) => byte !== 0));
}
