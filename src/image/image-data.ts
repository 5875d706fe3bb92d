import type { ImageData } from '../command/result-data.ts';
import type { HostImage } from '../vm/host-image.ts';
import type { Sighted } from '../vm/sighted-words.ts';
import type { Image } from './image.ts';

/**
 * The part of an image that programs are shown.
 * @param usedBy the machines that need it, as far as whoever asks may see them
 */
export function imageData(
  { id, title, kind }: Image,
  here: HostImage | undefined,
  usedBy: Sighted,
): ImageData {
  return {
    id,
    title,
    kind,
    present: here !== undefined,
    sizeBytes: here?.sizeBytes ?? null,
    sha256: here?.sha256 ?? null,
    usedBy: usedBy.seen,
    usedByOthers: usedBy.others,
  };
}
