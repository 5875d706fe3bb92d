import { widthOf } from '../../../../src/view/width.ts';

/** A screen that understands what labvm writes to one, and refuses everything else. */
export interface VirtualScreen {
  write(text: string): void;
  resize(columns: number, rows: number): void;
  /** Everything that was ever printed, the lines that have scrolled away too; without blank ends. */
  all(): readonly string[];
  /** What stands on the screen now. */
  visible(): readonly string[];
  readonly cursor: { readonly row: number; readonly column: number; readonly isShown: boolean };
}

/** A row of cells. A row that the next one continues, because the text met the edge, says so. */
interface Row {
  cells: string[];
  isContinued: boolean;
}

const emptyRow = (): Row => ({ cells: [], isContinued: false });

/** Reflows at a resize, as today's terminals do. */
export function createScreen(columns: number, rows: number): VirtualScreen {
  let lines: Row[] = [emptyRow()];
  let row = 0;
  let column = 0;
  let isShown = true;

  const top = () => Math.max(0, lines.length - rows);
  const current = () => lines[row] as Row;

  function down(isContinued: boolean): void {
    current().isContinued = isContinued;
    row += 1;
    if (row === lines.length) lines.push(emptyRow());
  }

  function put(letter: string): void {
    const width = widthOf(letter);
    if (width === 0) {
      current().cells[Math.max(0, column - 1)] += letter;
      return;
    }
    if (column + width > columns) {
      down(true);
      column = 0;
    }
    while (current().cells.length < column) current().cells.push(' ');
    current().cells.splice(column, width, letter, ...Array<string>(width - 1).fill(''));
    column += width;
  }

  function control(parameter: string, final: string): void {
    const count = Number(parameter || (final === 'J' || final === 'K' ? '0' : '1'));
    if (final === 'A') row = Math.max(top(), row - count);
    else if (final === 'B') row = Math.min(lines.length - 1, row + count);
    else if (final === 'C') column = Math.min(columns - 1, column + count);
    else if (final === 'D') column = Math.max(0, Math.min(column, columns - 1) - count);
    else if (final === 'G') column = count - 1;
    else if (final === 'K' && count === 0) clearRight();
    else if (final === 'J' && count === 0) {
      clearRight();
      lines.length = row + 1;
    } else if (final === 'l' && parameter === '?25') isShown = false;
    else if (final === 'h' && parameter === '?25') isShown = true;
    else if (final !== 'm') throw new Error(`the screen does not know CSI ${parameter} ${final}`);
  }

  function clearRight(): void {
    // At the edge the cursor stands on the last letter, and the letter goes too.
    current().cells.length = Math.min(current().cells.length, Math.min(column, columns - 1));
    current().isContinued = false;
  }

  return {
    write(text) {
      for (const [part, parameter, final] of text.matchAll(TOKENS)) {
        if (final !== undefined) control(parameter ?? '', final);
        else if (part === '\n') {
          down(false);
          column = 0;
        } else if (part === '\r') column = 0;
        else if (/\p{Cc}/u.test(part)) throw new Error(`the screen was sent ${JSON.stringify(part)}`);
        else put(part);
      }
    },
    resize(newColumns, newRows) {
      const cursor = { row, column };
      const reflowed: Row[] = [];
      let text: string[] = [];
      lines.forEach((line, at) => {
        if (at === cursor.row) row = reflowed.length + Math.floor((text.length + column) / newColumns);
        text.push(...line.cells);
        if (line.isContinued) return;
        do {
          const cells = text.splice(0, newColumns);
          reflowed.push({ cells, isContinued: text.length > 0 });
        } while (text.length > 0);
        text = [];
      });
      column = Math.min(column, newColumns - 1);
      lines = reflowed;
      columns = newColumns;
      rows = newRows;
    },
    all: () => textOf(lines),
    visible: () => textOf(lines.slice(top())),
    get cursor() {
      return { row: row - top(), column, isShown };
    },
  };
}

const TOKENS = new RegExp(`${String.fromCharCode(0x1b)}\\[([?0-9;]*)([A-Za-z])|[^]`, 'gu');

function textOf(rows: readonly Row[]): readonly string[] {
  const lines: string[] = [];
  let open = '';
  for (const { cells, isContinued } of rows) {
    open += cells.join('');
    if (isContinued) continue;
    lines.push(open.trimEnd());
    open = '';
  }
  while (lines.at(-1) === '') lines.pop();
  return lines;
}
