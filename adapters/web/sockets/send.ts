import type { WebSocket } from 'ws';

/** Sends one message. @returns when the system has taken it, so that whoever waits holds one at a time */
export function send(socket: WebSocket, message: Uint8Array | string): Promise<void> {
  return new Promise((resolve, reject) => {
    socket.send(message, { binary: typeof message !== 'string' }, (error) =>
      error ? reject(error) : resolve(),
    );
  });
}

/** Closes a socket, and says why. One that is paused would never hear that the browser agrees. */
export function close(socket: WebSocket, code: number, reason: string): void {
  socket.resume();
  socket.close(code, reason);
}

/** Sends what a page reads as JSON; whether it arrives is the socket's affair. */
export function sendJson(socket: WebSocket, message: object): void {
  if (socket.readyState === socket.OPEN) socket.send(JSON.stringify(message));
}
