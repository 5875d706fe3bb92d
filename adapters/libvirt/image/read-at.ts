import type { FileHandle } from 'node:fs/promises';

/** Reads bytes at a place of a file; fewer where it ends. */
export type ReadAt = (position: number, length: number) => Promise<Buffer>;

/** The same of the disk that a file holds; null where they cannot be known. */
export type ReadDisk = (position: number, length: number) => Promise<Buffer | null>;

export function readerOf(file: FileHandle): ReadAt {
  return async (position, length) => {
    const { buffer, bytesRead } = await file.read({ buffer: Buffer.alloc(length), position });
    return buffer.subarray(0, bytesRead);
  };
}
