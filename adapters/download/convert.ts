import { createHash } from 'node:crypto';
import type { ImageIntake } from '../../src/image/host-image.ts';
import type { Flight } from './flights.ts';
import { diskFull, type ReceiverLimits, tooLarge } from './limits.ts';

/** What became of a disk in another program's format. */
export interface Converted {
  /** The format it came in. */
  readonly from: string;
  /** Of the disk that was made of it, as it lies on the host. */
  readonly sha256: string;
}

/**
 * Makes a disk of ours of what came, where it is one in another program's format. Digests that were published are of the
 * bytes as they came: they have been compared by now.
 * @returns null where it is none
 */
export async function convertForeign(
  intake: ImageIntake,
  { mostBytes, reserveBytes }: ReceiverLimits,
  { signal, onProgress }: Flight,
): Promise<Converted | null> {
  const disk = await intake.foreign();
  if (!disk) return null;
  const totalBytes = intake.sizeBytes;
  const spareBytes = (await intake.room()) - reserveBytes;
  if (spareBytes < totalBytes) {
    throw diskFull({ neededBytes: totalBytes + reserveBytes, roomBytes: spareBytes + reserveBytes });
  }
  const say = (part: number) =>
    onProgress({
      stage: 'converting',
      doneBytes: Math.round(part * totalBytes),
      totalBytes,
      bytesPerSecond: null,
    });
  say(0);
  const most = Math.floor(Math.min(mostBytes, spareBytes));
  const isMade = await disk.convert({ mostBytes: most, signal, onProgress: say });
  if (!isMade) throw most < mostBytes ? diskFull() : tooLarge(mostBytes);
  const sum = createHash('sha256');
  for await (const bytes of intake.read()) sum.update(bytes);
  return { from: disk.name, sha256: sum.digest('hex') };
}
