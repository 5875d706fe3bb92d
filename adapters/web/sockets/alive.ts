import type { WebSocket } from 'ws';

/** How often a browser is asked whether it is there, in milliseconds: well within the minute after which proxies close. */
const ASK_EVERY_MS = 25_000;

/**
 * Ends the sockets of browsers that do not answer: gone, or so slow that they have not read the question since the
 * last one.
 * @param onSilent hears of one that is ended
 */
export function keepAlive(socket: WebSocket, onSilent: () => void, everyMs = ASK_EVERY_MS): void {
  let answered = true;
  socket.on('pong', () => {
    answered = true;
  });
  const timer = setInterval(() => {
    if (!answered) {
      clearInterval(timer);
      onSilent();
      socket.terminate();
      return;
    }
    answered = false;
    socket.ping();
  }, everyMs);
  timer.unref();
  socket.once('close', () => clearInterval(timer));
}
