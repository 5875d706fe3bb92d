import { buffer } from 'node:stream/consumers';
import { PNG } from 'pngjs';

/** A picture as its bytes: red, green, blue of each pixel, row by row from the top. */
export interface Picture {
  readonly width: number;
  readonly height: number;
  readonly rgb: Uint8Array;
}

/** No screen is wider or higher than this many pixels. */
const MOST_PIXELS_A_SIDE = 16_384;

/**
 * Reads a PPM of three times eight bits (P6; netpbm: ppm(5)), as QEMU writes it.
 * @returns null where it is none, or not whole
 */
export function readPpm(bytes: Buffer): Picture | null {
  const head = /^P6\s+(?:#[^\n]*\n\s*)*(\d{1,6})\s+(\d{1,6})\s+255\s/.exec(
    bytes.subarray(0, 256).toString('latin1'),
  );
  if (!head) return null;
  const [width, height] = [Number(head[1]), Number(head[2])];
  if (width < 1 || height < 1 || Math.max(width, height) > MOST_PIXELS_A_SIDE) return null;
  const rgb = bytes.subarray(head[0].length, head[0].length + width * height * 3);
  return rgb.length === width * height * 3 ? { width, height, rgb } : null;
}

/** The same picture, at most so many pixels wide: each new pixel is the mean of those that it stands for. */
export function shrunk(picture: Picture, maxWidth: number): Picture {
  if (picture.width <= maxWidth) return picture;
  const width = Math.max(1, Math.floor(maxWidth));
  const height = Math.max(1, Math.round((picture.height * width) / picture.width));
  const rgb = new Uint8Array(width * height * 3);
  for (let y = 0; y < height; y += 1) {
    const rows = rangeOf(y, height, picture.height);
    for (let x = 0; x < width; x += 1) {
      const columns = rangeOf(x, width, picture.width);
      for (let channel = 0; channel < 3; channel += 1) {
        rgb[(y * width + x) * 3 + channel] = mean(picture, rows, columns, channel);
      }
    }
  }
  return { width, height, rgb };
}

type Range = readonly [from: number, to: number];

/** Which old ones a new one stands for; at least one. */
function rangeOf(at: number, size: number, oldSize: number): Range {
  const from = Math.floor((at * oldSize) / size);
  return [from, Math.max(from + 1, Math.floor(((at + 1) * oldSize) / size))];
}

function mean({ width, rgb }: Picture, [top, bottom]: Range, [left, right]: Range, channel: number): number {
  let sum = 0;
  for (let y = top; y < bottom; y += 1) {
    for (let x = left; x < right; x += 1) sum += rgb[(y * width + x) * 3 + channel] ?? 0;
  }
  return Math.round(sum / ((bottom - top) * (right - left)));
}

/** PNG's colour type without transparency (PNG, 11.2.2). */
const TRUE_COLOUR = 2;

/** As PNG; packed in zlib's own threads, so that nothing else waits. */
export function pngOf({ width, height, rgb }: Picture): Promise<Buffer> {
  const png = new PNG({
    width,
    height,
    colorType: TRUE_COLOUR,
    inputColorType: TRUE_COLOUR,
    inputHasAlpha: false,
  });
  png.data = Buffer.from(rgb.buffer, rgb.byteOffset, rgb.byteLength);
  return buffer(png.pack());
}
