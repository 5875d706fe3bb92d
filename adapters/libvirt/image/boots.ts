import type { FileHandle } from 'node:fs/promises';
import { type Boots, UNKNOWN_BOOTS } from '../../../src/image/boots.ts';
import type { ImageFormat } from '../../../src/image/host-image.ts';
import { bootsOfDisk } from './boot-sector.ts';
import { bootsOfDisc } from './el-torito.ts';
import { qcow2Reader } from './qcow2-reader.ts';
import { readerOf } from './read-at.ts';

/**
 * Which firmware finds something to start on an image, read from a few of its sectors. It decides nothing about whether
 * the file is safe: what cannot be read is unknown.
 */
export async function bootsOf(format: ImageFormat, file: FileHandle): Promise<Boots> {
  const plain = readerOf(file);
  try {
    switch (format) {
      case 'iso':
        return await bootsOfDisc(plain);
      case 'raw':
        return await bootsOfDisk(plain);
      case 'qcow2':
        return await bootsOfDisk(await qcow2Reader(plain));
    }
  } catch {
    return UNKNOWN_BOOTS;
  }
}
