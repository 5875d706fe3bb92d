import { Writable } from 'node:stream';
import type { WriteStream } from 'node:tty';

/** What readline draws on: the screen while the person is being listened to, and nothing else. */
export interface Echo {
  readonly stream: Writable;
  isOn: boolean;
  close(): void;
}

export function createEcho(screen: WriteStream): Echo {
  const stream = new Writable({
    write(chunk, _encoding, done) {
      if (echo.isOn) screen.write(chunk);
      done();
    },
  });
  const resize = () => stream.emit('resize');
  const echo: Echo = { stream, isOn: false, close: () => screen.off('resize', resize) };
  // What readline asks of a screen.
  Object.defineProperty(stream, 'columns', { get: () => screen.columns });
  screen.on('resize', resize);
  return echo;
}
