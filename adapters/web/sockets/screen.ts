import type { Duplex } from 'node:stream';
import type { WebSocket } from 'ws';

/** How much of a screen may be on its way to a browser, in bytes, before the machine's VNC server has to wait. */
const MOST_AHEAD_BYTES = 1024 * 1024;
/** How much a browser may send ahead of what the machine takes, in bytes. */
const MOST_TYPED_BYTES = 64 * 1024;

/**
 * Joins a browser with a machine's screen: what the browser does not take in time the VNC server does not send, and
 * the other way round. Whichever side ends, the other one does.
 */
export function joinScreen(socket: WebSocket, screen: Duplex, onEnd: (error: Error | null) => void): void {
  screen.on('data', (bytes: Buffer) => {
    socket.send(bytes, { binary: true }, () => {
      if (screen.isPaused() && socket.bufferedAmount < MOST_AHEAD_BYTES / 2) screen.resume();
    });
    if (socket.bufferedAmount > MOST_AHEAD_BYTES) screen.pause();
  });
  socket.on('message', (bytes: Buffer, isBinary: boolean) => {
    if (!isBinary) return;
    const goesOn = screen.write(bytes);
    if (!goesOn && screen.writableLength > MOST_TYPED_BYTES) socket.pause();
  });
  screen.on('drain', () => socket.resume());
  socket.once('close', () => screen.destroy());
  let told = false;
  const ended = (error: Error | null) => {
    if (told) return;
    told = true;
    onEnd(error);
  };
  screen.once('error', (error: Error) => ended(error));
  screen.once('close', () => ended(null));
}
