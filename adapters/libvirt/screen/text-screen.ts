import type { Picture } from './picture.ts';

/** VGA's text mode as QEMU shows it: 80 columns, 25 rows, characters of 9 by 16 pixels (mode 3). */
const COLUMNS = 80;
const ROWS = 25;
const CELL = { width: 9, height: 16 } as const;

/** A row of the screen: a number for each character, the same for the same shape; 0 for a blank. */
type Row = readonly number[];

const BLANK = 0;

/** The shapes on a screen in text mode, whatever letters they are; null where it is in another mode. */
export function textRows({ width, height, rgb }: Picture): readonly Row[] | null {
  if (width !== COLUMNS * CELL.width || height !== ROWS * CELL.height) return null;
  const bytes = Buffer.from(rgb.buffer, rgb.byteOffset, rgb.byteLength);
  const shapes = new Map<string, number>();
  const shapeAt = (row: number, column: number): number => {
    let shape = '';
    for (let line = 0; line < CELL.height; line += 1) {
      const from = ((row * CELL.height + line) * width + column * CELL.width) * 3;
      shape += bytes.toString('latin1', from, from + CELL.width * 3);
    }
    if (isBlank(shape)) return BLANK;
    const known = shapes.get(shape) ?? shapes.size + 1;
    shapes.set(shape, known);
    return known;
  };
  return Array.from({ length: ROWS }, (_, row) =>
    Array.from({ length: COLUMNS }, (_, column) => shapeAt(row, column)),
  );
}

/** All pixels are of one colour. */
function isBlank(shape: string): boolean {
  return shape === shape.slice(0, 3).repeat(shape.length / 3);
}

/**
 * Whether a row holds a text and nothing else, read as one reads a cipher: where the text has the same letter the row
 * has the same shape, and another one where it has another. That takes no knowledge of any font; a text that is long
 * enough, and has letters again and again, is hardly ever mistaken.
 */
export function holdsText(row: Row, text: string): boolean {
  if (row.slice(text.length).some((shape) => shape !== BLANK)) return false;
  const shapeOf = new Map<string, number>([[' ', BLANK]]);
  const letterOf = new Map<number, string>([[BLANK, ' ']]);
  return [...text].every((letter, column) => {
    const shape = row[column] ?? BLANK;
    const isConsistent =
      (shapeOf.get(letter) ?? shape) === shape && (letterOf.get(shape) ?? letter) === letter;
    shapeOf.set(letter, shape);
    letterOf.set(shape, letter);
    return isConsistent;
  });
}
