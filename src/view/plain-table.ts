import type { Words } from '../text.ts';
import type { Line } from './lines.ts';
import type { TablePart } from './view.ts';
import { pad, shorten, widthOf, wrap } from './width.ts';

const GAP = 2;
/** A column is not made narrower than this, in columns of the screen. */
const NARROWEST = 4;

/** A table as lines that fit: the widest columns lose their ends, and the last ones go where even that is not enough. */
export function tableLines(part: TablePart, word: (words: Words) => string, width: number): readonly Line[] {
  if (part.rows.length === 0) return wrap(word(part.empty), width).map((text) => [{ text, role: 'quiet' }]);
  const head = part.columns.map(({ label }) => word(label));
  const rows = part.rows.map((row) => row.map(word));
  const natural = head.map((label, column) =>
    Math.max(widthOf(label), ...rows.map((row) => widthOf(row[column] ?? ''))),
  );
  const widths = fitted(natural, width);
  const line = (cells: readonly string[], role: 'label' | 'plain'): Line => {
    const text = widths.map((columns, column) =>
      pad(shorten(cells[column] ?? '', columns), columns, part.columns[column]?.align),
    );
    return [{ text: text.join(' '.repeat(GAP)).trimEnd(), role }];
  };
  return [line(head, 'label'), ...rows.map((row) => line(row, 'plain'))];
}

function fitted(natural: readonly number[], width: number): readonly number[] {
  const widths = [...natural];
  while (totalOf(widths) > width) {
    const widest = Math.max(...widths);
    if (widest > NARROWEST) widths[widths.indexOf(widest)] = widest - 1;
    else if (widths.length > 1) widths.pop();
    else return [width];
  }
  return widths;
}

function totalOf(widths: readonly number[]): number {
  return widths.reduce((sum, columns) => sum + columns, 0) + GAP * (widths.length - 1);
}
