import type { Image } from '../image/image.ts';
import type { HostImage } from '../vm/host-image.ts';
import type { ImageData } from './result-data.ts';

/** The part of an image that programs are shown. */
export function imageData({ id, title, kind }: Image, here: HostImage | undefined): ImageData {
  return {
    id,
    title,
    kind,
    present: here !== undefined,
    sizeBytes: here?.sizeBytes ?? null,
    sha256: here?.sha256 ?? null,
    usedBy: here?.usedBy ?? [],
  };
}
