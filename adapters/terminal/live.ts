import { stripVTControlCharacters } from 'node:util';
import { widthOf } from '../../src/view/width.ts';

/** What a live block needs of a terminal. */
export interface Screen {
  write(text: string): unknown;
  readonly columns?: number;
  readonly rows?: number;
}

/** A block of lines at the end of the screen that changes in place. */
export interface Live {
  /** Draws the block anew, over the old one; nothing is written if it has not changed. */
  draw(lines: readonly string[]): void;
  /** Prints lines above the block, for good. */
  above(lines: readonly string[]): void;
  /** Leaves the block's last state, whole, as ordinary lines. */
  finish(lines: readonly string[]): void;
  /** Gives the cursor back, whatever happened. */
  restore(): void;
}

const DEFAULT_COLUMNS = 80;
const DEFAULT_ROWS = 24;
const HIDE_CURSOR = '\x1b[?25l';
const SHOW_CURSOR = '\x1b[?25h';
const CLEAR_LINE_RIGHT = '\x1b[K';
const CLEAR_DOWN = '\x1b[J';
/** Stands for the lines that do not fit on the screen. */
const MORE = '⋮';

export function createLive(screen: Screen): Live {
  let drawn: readonly string[] = [];
  let isCursorHidden = false;

  /** To the block's first row. A screen made narrower since it was drawn has broken its lines anew. */
  function toTop(): string {
    const columns = screen.columns ?? DEFAULT_COLUMNS;
    const rows = drawn.reduce((sum, line) => sum + rowsOf(line, columns), 0);
    return rows === 0 ? '' : `\x1b[${rows}A\r`;
  }

  /** Every line over what was there, and then nothing below: a screen that is never empty does not flicker. */
  function put(lines: readonly string[], block: readonly string[]): void {
    const text = [...lines, ...block].map((line) => `${line}${CLEAR_LINE_RIGHT}\n`).join('');
    const hide = !isCursorHidden && block.length > 0 ? HIDE_CURSOR : '';
    screen.write(`${hide}${toTop()}${text}${CLEAR_DOWN}`);
    isCursorHidden ||= block.length > 0;
    drawn = block;
  }

  /** A block higher than the screen could not be drawn over: its beginning and its end stand for it. */
  function fitting(lines: readonly string[]): readonly string[] {
    const most = Math.max(3, (screen.rows ?? DEFAULT_ROWS) - 1);
    return lines.length <= most ? lines : [...lines.slice(0, 1), MORE, ...lines.slice(2 - most)];
  }

  function restore(): void {
    if (!isCursorHidden) return;
    isCursorHidden = false;
    screen.write(SHOW_CURSOR);
  }

  return {
    draw(lines) {
      const block = fitting(lines);
      if (block.join('\n') !== drawn.join('\n')) put([], block);
    },
    above: (lines) => put(lines, drawn),
    finish(lines) {
      put(lines, []);
      restore();
    },
    restore,
  };
}

function rowsOf(line: string, columns: number): number {
  return Math.max(1, Math.ceil(widthOf(stripVTControlCharacters(line)) / columns));
}
