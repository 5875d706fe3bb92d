import type { Words } from '../base/text.ts';
import type { Line } from './lines.ts';
import { fieldLines } from './plain-fields.ts';
import type { Column, TablePart } from './view.ts';
import { pad, shorten, widthOf, wrap } from './width.ts';

const GAP = 2;
/** Less than this of a value says nothing, in columns of the screen. */
const READABLE = 8;

/**
 * A table as lines that fit: the widest columns lose their ends, except where half a value is none. Where that is
 * not enough, each row becomes a block of labelled values, so that a narrow screen loses nothing.
 */
export function tableLines(part: TablePart, word: (words: Words) => string, width: number): readonly Line[] {
  if (part.rows.length === 0) return wrap(word(part.empty), width).map((text) => [{ text, role: 'quiet' }]);
  const head = part.columns.map(({ label }) => word(label));
  const rows = part.rows.map((row) => row.map(word));
  const natural = head.map((label, column) =>
    rows.reduce((widest, row) => Math.max(widest, widthOf(row[column] ?? '')), widthOf(label)),
  );
  const widths = fitted(natural, part.columns, width - GAP * (head.length - 1));
  if (!widths) return rows.flatMap((row) => blockLines(head, row, width));
  const line = (cells: readonly string[], role: 'label' | 'plain'): Line => {
    const text = widths.map((columns, column) =>
      pad(shorten(cells[column] ?? '', columns), columns, part.columns[column]?.align),
    );
    return [{ text: text.join(' '.repeat(GAP)).trimEnd(), role }];
  };
  return [line(head, 'label'), ...rows.map((row) => line(row, 'plain'))];
}

/** The widths that fit, or null if there are none. @param room for the columns, without the gaps */
function fitted(natural: readonly number[], columns: readonly Column[], room: number) {
  const isWhole = (column: number) => columns[column]?.whole === true || columns[column]?.align === 'right';
  const widths = [...natural];
  let excess = widths.reduce((sum, one) => sum + one, 0) - room;
  while (excess > 0) {
    const soft = widths.map((one, column) => (isWhole(column) ? 0 : one));
    const widest = Math.max(...soft);
    if (widest <= READABLE) return null;
    const second = Math.max(READABLE, ...soft.filter((one) => one < widest));
    const cut = Math.min(excess, widest - second);
    widths[soft.indexOf(widest)] = widest - cut;
    excess -= cut;
  }
  return widths;
}

/** A row as its first value with the others below it. */
function blockLines(head: readonly string[], row: readonly string[], width: number): readonly Line[] {
  const title = wrap(row[0] ?? '', width).map((text): Line => [{ text, role: 'title' }]);
  const fields = row.slice(1).map((value, column) => ({ label: head[column + 1] ?? '', value }));
  const rest = fieldLines(fields, (words) => words, width - GAP);
  return [...title, ...rest.map((line): Line => [{ text: ' '.repeat(GAP), role: 'plain' }, ...line])];
}
