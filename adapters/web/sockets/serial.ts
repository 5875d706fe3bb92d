import type { WebSocket } from 'ws';
import type { SerialViewer } from '../../../src/console/serial/line.ts';
import { send } from './send.ts';

/**
 * Joins a browser with a machine's serial console, until either ends. The console is read for all its viewers: one
 * that is slow is told what it missed.
 */
export async function joinSerial(socket: WebSocket, viewer: SerialViewer): Promise<void> {
  socket.on('message', (bytes: Buffer, isBinary: boolean) => {
    if (!isBinary) return;
    // One message at a time: a machine that does not read lets the browser wait, and nobody's memory grow.
    socket.pause();
    viewer
      .write(bytes)
      .catch(() => undefined)
      .finally(() => socket.resume());
  });
  socket.once('close', () => viewer.leave());
  for await (const piece of viewer.pieces()) {
    if (socket.readyState !== socket.OPEN) return;
    await send(socket, piece.kind === 'bytes' ? piece.bytes : JSON.stringify(piece));
  }
}
