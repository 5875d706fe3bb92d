import type { Interface } from 'node:readline';
import type { WriteStream } from 'node:tty';
import type { Echo } from './echo.ts';

/** What is being typed, as it stands on the screen. */
export interface Typed {
  /** Takes the line with what is being typed off the screen, however many rows it has. @returns puts back the text */
  take(): () => void;
  /** Prints lines without destroying what is being typed. */
  printAbove(lines: readonly string[]): void;
  /** As in a shell: what was being typed is given up, and nothing else. @returns whether anything was */
  giveUp(): boolean;
}

export function createTyped(line: Interface, echo: Echo, stdout: WriteStream): Typed {
  function take(): () => void {
    const typed = line.line;
    const behind = [...typed.slice(line.cursor)].length;
    const { rows } = line.getCursorPos();
    const isSeen = echo.isOn;
    // readline miscounts the rows of what was pasted: it forgets them here, and the screen is cleared below.
    echo.isOn = false;
    line.write(null, { ctrl: true, name: 'e' });
    line.write(null, { ctrl: true, name: 'u' });
    echo.isOn = isSeen;
    if (isSeen) stdout.write(`${rows > 0 ? `\x1b[${rows}A` : ''}\r\x1b[J`);
    return () => {
      if (typed === '') return;
      line.write(typed);
      for (let step = 0; step < behind; step += 1) line.write(null, { name: 'left' });
    };
  }

  return {
    take,
    printAbove(lines) {
      const printed = lines.map((one) => `${one}\n`).join('');
      if (!echo.isOn) {
        stdout.write(printed);
        return;
      }
      const putBack = take();
      stdout.write(printed);
      line.prompt();
      putBack();
    },
    giveUp() {
      if (!echo.isOn || line.line === '') return false;
      line.write(null, { ctrl: true, name: 'e' });
      stdout.write('^C\n');
      echo.isOn = false;
      take();
      echo.isOn = true;
      line.prompt();
      return true;
    },
  };
}
