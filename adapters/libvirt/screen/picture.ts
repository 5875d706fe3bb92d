import { PNG } from 'pngjs';

/** A picture as its bytes: red, green, blue of each pixel, row by row from the top. */
export interface Picture {
  readonly width: number;
  readonly height: number;
  readonly rgb: Uint8Array;
}

/** No screen is wider or higher than this many pixels. */
const MOST_PIXELS_A_SIDE = 16_384;
/** As many as QEMU's cards can show with 16 MiB of video memory, generously. */
const MOST_PIXELS = 20_000_000;

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
  if (width * height > MOST_PIXELS) return null;
  const rgb = bytes.subarray(head[0].length, head[0].length + width * height * 3);
  return rgb.length === width * height * 3 ? { width, height, rgb } : null;
}

const PNG_SIGNATURE = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);

/**
 * The size of a PNG, from its first chunk (PNG, 5.2 and 11.2.2): known before anything of it is unpacked.
 * @returns null where it is none
 */
export function sizeOfPng(bytes: Buffer): Pick<Picture, 'width' | 'height'> | null {
  const isPng = bytes.subarray(0, 8).equals(PNG_SIGNATURE) && bytes.toString('latin1', 12, 16) === 'IHDR';
  if (!isPng || bytes.length < 33) return null;
  const [width, height] = [bytes.readUInt32BE(16), bytes.readUInt32BE(20)];
  const isScreen = width >= 1 && height >= 1 && Math.max(width, height) <= MOST_PIXELS_A_SIDE;
  return isScreen && width * height <= MOST_PIXELS ? { width, height } : null;
}

/** Reads a PNG. @returns null where it is none, or broken */
export function readPng(bytes: Buffer): Picture | null {
  if (!sizeOfPng(bytes)) return null;
  const png = decoded(bytes);
  if (!png) return null;
  const { width, height, data } = png;
  const rgb = new Uint8Array(width * height * 3);
  for (let pixel = 0; pixel < width * height; pixel += 1)
    rgb.set(data.subarray(pixel * 4, pixel * 4 + 3), pixel * 3);
  return { width, height, rgb };
}

/** At once: the library's other way throws errors of zlib where nobody can catch them. */
function decoded(bytes: Buffer): PNG | null {
  try {
    return PNG.sync.read(bytes);
  } catch {
    return null;
  }
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
  const pieces: Buffer[] = [];
  // A stream of the old kind, which cannot be iterated over.
  png.pack().on('data', (piece: Buffer) => pieces.push(piece));
  return new Promise((resolve, reject) => {
    png.once('end', () => resolve(Buffer.concat(pieces)));
    png.once('error', reject);
  });
}
