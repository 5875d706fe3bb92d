import { fetchImage } from './fetch.ts';
import { pruneImages, removeImage, verifyImage } from './keep.ts';
import { saveImage } from './save.ts';
import type { ImageWork } from './tools.ts';

/** Every kind of work on images. */
export const imageWorks: readonly ImageWork<never>[] = [
  fetchImage,
  saveImage,
  removeImage,
  verifyImage,
  pruneImages,
];
