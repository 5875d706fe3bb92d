import type { Sighted } from '../vm/sighted-words.ts';
import type { HostImage } from './host-image.ts';
import type { Image, ImageKind } from './image.ts';

/** An image as it is written by `--json`. Stable: see docs/json.md. */
export interface ImageData {
  readonly id: string;
  readonly title: string;
  readonly kind: ImageKind;
  readonly present: boolean;
  readonly sizeBytes: number | null;
  readonly sha256: string | null;
  /** Names of machines that need its bytes and that the asker may see, and how many others there are. */
  readonly usedBy: readonly string[];
  readonly usedByOthers: number;
}

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
