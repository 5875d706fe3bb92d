import { once } from 'node:events';
import { createServer, type Socket } from 'node:net';

/** A libvirt that stands still, as one that was sent SIGSTOP does: it takes connections and never answers. */
export interface HungLibvirt {
  readonly connections: number;
  close(): Promise<void>;
}

export async function startHungLibvirt(path: string): Promise<HungLibvirt> {
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on('error', () => {});
    socket.on('close', () => sockets.delete(socket));
    socket.resume();
  });
  server.listen(path);
  await once(server, 'listening');
  return {
    get connections() {
      return sockets.size;
    },
    async close() {
      for (const socket of sockets) socket.destroy();
      server.close();
      await once(server, 'close');
    },
  };
}
