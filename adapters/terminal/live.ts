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
  /** Draws the block anew; nothing is written if it has not changed. */
  draw(lines: readonly string[]): void;
  /** Prints lines above the block, for good. */
  above(lines: readonly string[]): void;
  /** Leaves the block's last state, whole, as ordinary lines. */
  finish(lines: readonly string[]): void;
}

const DEFAULT_COLUMNS = 80;
const DEFAULT_ROWS = 24;
const HIDE_CURSOR = '\x1b[?25l';
const SHOW_CURSOR = '\x1b[?25h';
const CLEAR_DOWN = '\x1b[0J';

export function createLive(screen: Screen): Live {
  let drawn: readonly string[] = [];

  /** Rows that the drawn lines take now: a screen made narrower since then breaks them anew. */
  function rowsDrawn(): number {
    const columns = screen.columns ?? DEFAULT_COLUMNS;
    return drawn.reduce(
      (sum, line) => sum + Math.max(1, Math.ceil(widthOf(stripVTControlCharacters(line)) / columns)),
      0,
    );
  }

  function erasure(): string {
    const rows = rowsDrawn();
    return rows === 0 ? '' : `\x1b[${rows}A\r${CLEAR_DOWN}`;
  }

  const textOf = (lines: readonly string[]) => lines.map((line) => `${line}\n`).join('');
  /** What fits: a block higher than the screen could not be erased again. */
  const visible = (lines: readonly string[]) => lines.slice(-Math.max(1, (screen.rows ?? DEFAULT_ROWS) - 1));

  return {
    draw(lines) {
      const shown = visible(lines);
      if (drawn.length > 0 && shown.join('\n') === drawn.join('\n')) return;
      screen.write(`${HIDE_CURSOR}${erasure()}${textOf(shown)}`);
      drawn = shown;
    },
    above(lines) {
      screen.write(`${erasure()}${textOf(lines)}${textOf(drawn)}`);
    },
    finish(lines) {
      screen.write(`${erasure()}${textOf(lines)}${SHOW_CURSOR}`);
      drawn = [];
    },
  };
}
