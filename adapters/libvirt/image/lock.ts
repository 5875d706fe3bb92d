import { createHash } from 'node:crypto';
import { createServer } from 'node:net';

/** Held by one process of this host at a time; the system takes it back when the process ends, however it ends. */
export interface Lock {
  release(): Promise<void>;
}

/**
 * Takes a lock by listening at an abstract unix address (unix(7)), which leaves no file behind.
 * @returns null while another one holds it
 */
export function takeLock(name: string): Promise<Lock | null> {
  const server = createServer((socket) => socket.destroy());
  const address = createHash('sha256').update(name).digest('hex').slice(0, 32);
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'EADDRINUSE') resolve(null);
      else reject(error);
    });
    server.listen({ path: `\0labvm-${address}` }, () => {
      server.unref();
      resolve({ release: () => new Promise((done) => server.close(() => done())) });
    });
  });
}
