import { randomBytes } from 'node:crypto';
import { constants, statfsSync, statSync, truncateSync, unlinkSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { Log } from '../../src/base/log.ts';
import type { StoreRoom } from '../../src/job/store-room.ts';
import { isOutOfRoom } from './database-error.ts';

const MIB = 1024 ** 2;

/**
 * What is held in reserve, in bytes. The journal grows to 1000 pages of 4 KiB before its content is moved into the
 * database (https://www.sqlite.org/wal.html, "Automatic Checkpoint"), which can grow by as much then: two times 4 MiB.
 * From then on the journal's place is used again, and a delete with its audit takes about 1 KiB of the database.
 */
export const RESERVE_BYTES = 8 * MIB;
/** What is given up at a time: whoever fills the disk would take all of it at once. */
const PIECE_BYTES = MIB;
/** What has to be free beside the reserve before anything new is begun: a journal's worth. */
const LOW_BYTES = 4 * MIB;

/** Room on the database's own disk, held by a file beside it. */
export interface Reserve extends StoreRoom {
  /** Gives a piece of it up. @returns false where nothing is left */
  giveUp(): boolean;
  /** Whether the disk is full, where an error does not say so by itself. */
  isFull(): boolean;
}

/** @param file holds the reserve; null for a database in memory, which needs none */
export function createReserve(file: string | null, bytes: number, log: Log): Reserve {
  if (file === null || bytes === 0) return endless(file);
  const directory = dirname(file);
  let isTaken = false;
  /** The disk says that it is full where it does not look so: a quota. */
  let isRefused = false;
  let renewing: Promise<void> | null = null;

  async function renew(): Promise<void> {
    if (freeOf(directory) < bytes - heldBy(file as string) + LOW_BYTES) return;
    try {
      await fill(file as string, bytes);
      if (isTaken) log.info({ file, bytes }, 'the reserve on the database’s disk is whole again');
      isTaken = false;
      isRefused = false;
    } catch (error) {
      isRefused = isOutOfRoom(error);
      log.warn({ err: error, file }, 'the reserve on the database’s disk cannot be made');
    }
  }

  return {
    giveUp() {
      const left = heldBy(file) - PIECE_BYTES;
      if (left <= -PIECE_BYTES) return false;
      if (!isTaken) log.warn({ file }, 'the disk is full: the database lives on its reserve');
      isTaken = true;
      if (left > 0) truncateSync(file, left);
      else unlinkSync(file);
      return true;
    },
    isFull: () => freeOf(directory) < PIECE_BYTES / 16,
    async look() {
      if (heldBy(file) < bytes) {
        renewing ??= renew().finally(() => {
          renewing = null;
        });
        await renewing;
      }
      const [freeBytes, reserveBytes] = [freeOf(directory), heldBy(file)];
      const looksFree = freeBytes + reserveBytes >= bytes + LOW_BYTES;
      return {
        directory,
        freeBytes,
        reserveBytes,
        isScarce: isRefused || !looksFree,
        isShareUsedUp: isRefused && looksFree,
      };
    },
  };
}

function endless(file: string | null): Reserve {
  const directory = file === null ? '' : dirname(file);
  return {
    giveUp: () => false,
    isFull: () => false,
    look: async () => ({
      directory,
      freeBytes: file === null ? Number.POSITIVE_INFINITY : freeOf(directory),
      reserveBytes: 0,
      isScarce: false,
    }),
  };
}

/** What the disk has free for this user: root may use what is kept for it alone. */
function freeOf(directory: string): number {
  const { bfree, bavail, bsize } = statfsSync(directory);
  return (process.getuid?.() === 0 ? bfree : bavail) * bsize;
}

/** What a reserve really holds of the disk: a copy of its file may have holes. */
function heldBy(file: string): number {
  const stat = statSync(file, { throwIfNoEntry: false });
  return stat ? Math.min(stat.size, stat.blocks * 512) : 0;
}

/** Makes it whole. Bytes of chance, because a disk that compresses would keep nothing free for zeros. */
async function fill(file: string, bytes: number): Promise<void> {
  const handle = await open(file, constants.O_RDWR | constants.O_CREAT, 0o600);
  try {
    const { size } = await handle.stat();
    // One with holes is written from its beginning. Several processes may do this at once, each the whole.
    for (let at = heldBy(file) < size ? 0 : size; at < bytes; at += PIECE_BYTES) {
      const piece = randomBytes(Math.min(PIECE_BYTES, bytes - at));
      await handle.write(piece, 0, piece.length, at);
    }
    await handle.datasync();
  } finally {
    await handle.close();
  }
}
