import { PNG } from 'pngjs';
import type { ScreenPicture } from '../../src/vm/ports/screens.ts';

/** A little screen of one colour; another one after each key that was pressed. */
export function fakePicture(
  { pressed }: { readonly pressed: readonly unknown[] },
  maxWidth = 72,
): ScreenPicture {
  const width = Math.min(72, maxWidth);
  const height = Math.round((width * 40) / 72);
  const png = new PNG({ width, height });
  png.data.fill(255);
  png.data.fill(pressed.length % 256, 0, 4);
  return { png: PNG.sync.write(png), width, height };
}
