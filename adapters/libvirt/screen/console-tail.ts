import { constants } from 'node:fs';
import { type FileHandle, lstat, open } from 'node:fs/promises';
import { isMissing } from '../file-errors.ts';
import type { ConsoleStart } from '../machine/console-mark.ts';

/**
 * The last bytes of a log; of those since a start, where one is given. Where virtlogd has just begun a new file, with the end of the one that it put aside.
 * What is no regular file is not opened, and read as an empty one.
 * @throws the system's error where it cannot be read
 */
export async function consoleTail(
  file: string,
  maxBytes: number,
  start: ConsoleStart | null = null,
): Promise<Buffer> {
  const newest = await openLog(file);
  if (!newest) return Buffer.alloc(0);
  try {
    const { ino, size } = await newest.stat();
    // A log that is shorter by now was emptied.
    const isOfStart = start !== null && start.file === ino && start.bytes <= size;
    const end = await endOf(newest, maxBytes, isOfStart ? start.bytes : 0);
    if (isOfStart || end.length === maxBytes) return end;
    return await withEarlier(newest, file, end, maxBytes - end.length, start);
  } finally {
    await newest.close();
  }
}

async function withEarlier(
  newest: FileHandle,
  file: string,
  end: Buffer,
  maxBytes: number,
  start: ConsoleStart | null,
): Promise<Buffer> {
  const earlier = await openLog(`${file}.0`);
  if (!earlier) return end;
  try {
    // It was put aside while we read it.
    const { ino } = await earlier.stat();
    if (ino === (await newest.stat()).ino) return end;
    const from = start?.file === ino ? start.bytes : 0;
    return Buffer.concat([await endOf(earlier, maxBytes, from), end]);
  } finally {
    await earlier.close();
  }
}

/** @returns null for what is not there, or no regular file */
async function openLog(file: string): Promise<FileHandle | null> {
  try {
    // To open a device can be to use it.
    if (!(await lstat(file)).isFile()) return null;
    return await open(file, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK);
  } catch (error) {
    if (isMissing(error)) return null;
    throw error;
  }
}

/** @param from where in the file it begins at the earliest */
async function endOf(log: FileHandle, maxBytes: number, from: number): Promise<Buffer> {
  const { size } = await log.stat();
  const length = Math.min(Math.max(size - from, 0), maxBytes);
  const bytes = Buffer.alloc(length);
  let filled = 0;
  while (filled < length) {
    const { bytesRead } = await log.read(bytes, filled, length - filled, size - length + filled);
    if (bytesRead === 0) break;
    filled += bytesRead;
  }
  return bytes.subarray(0, filled);
}
