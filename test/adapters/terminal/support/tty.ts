import { PassThrough, Writable } from 'node:stream';
import type { ReadStream, WriteStream } from 'node:tty';
import { createScreen } from './screen.ts';

/** A terminal of which both ends are in the test's hands. */
export function createTty(columns = 80, rows = 24) {
  const screen = createScreen(columns, rows);
  const watchers = new Set<() => void>();
  let isRaw = false;

  const stdin = Object.assign(new PassThrough(), {
    isTTY: true,
    setRawMode(mode: boolean) {
      isRaw = mode;
    },
  });
  const stdout = Object.assign(
    new Writable({
      decodeStrings: false,
      write(chunk: string, _encoding, done) {
        // A terminal ends its lines itself: what is written with \n alone begins at the left.
        screen.write(String(chunk));
        for (const look of watchers) look();
        done();
      },
    }),
    { isTTY: true, columns, rows },
  );

  return {
    // As much of a terminal's streams as a prompt uses.
    stdin: stdin as unknown as ReadStream,
    stdout: stdout as unknown as WriteStream,
    screen,
    isRaw: () => isRaw,
    type: (keys: string) => void stdin.write(keys),
    resize(newColumns: number, newRows: number) {
      screen.resize(newColumns, newRows);
      Object.assign(stdout, { columns: newColumns, rows: newRows });
      stdout.emit('resize');
    },
    /** Everything printed so far, as soon as it is as wanted. */
    async until(wanted: (text: string) => boolean): Promise<string> {
      const text = () => screen.all().join('\n');
      while (!wanted(text())) {
        await new Promise<void>((resolve) => {
          const look = () => {
            watchers.delete(look);
            resolve();
          };
          watchers.add(look);
        });
      }
      return text();
    },
  };
}

export type Tty = ReturnType<typeof createTty>;
