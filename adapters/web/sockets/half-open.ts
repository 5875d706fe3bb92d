import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import type { FastifyInstance } from 'fastify';

/** How long a connection that asked to be a socket may be neither one nor closed, in milliseconds. */
const UNDECIDED_MS = 10_000;

/**
 * Closes connections that asked to become sockets and were refused: the server has handed them over by then and
 * looks after them no more, not even to see that the other side has gone.
 */
export function closeHalfOpen(server: FastifyInstance): void {
  const handed = new Set<Duplex>();
  server.server.on('upgrade', (_request: IncomingMessage, connection: Duplex) => {
    handed.add(connection);
    connection.once('close', () => handed.delete(connection));
    // What becomes a socket is read from then on, and ends this wait (ws: WebSocket.setSocket).
    if ('setTimeout' in connection && typeof connection.setTimeout === 'function')
      connection.setTimeout(UNDECIDED_MS, () => connection.destroy());
  });
  server.addHook('preClose', async () => {
    for (const connection of handed) connection.destroy();
  });
}
