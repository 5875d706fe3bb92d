import { once } from 'node:events';
import { connect, createServer, type Socket } from 'node:net';
import { frameType, packHeader } from '../../adapters/libvirt/rpc/frame.ts';
import { procedures } from '../../adapters/libvirt/rpc/index.ts';
import { createSplitter } from '../../adapters/libvirt/rpc/splitter.ts';

/** Calls to libvirt that a step of a create begins with. */
export type Hold = readonly (keyof typeof procedures)[];

/** Stands before libvirt, and lets some calls wait, so that every state of a message is seen however fast a host is. */
export interface Gate {
  /** Where labvm finds libvirt. */
  readonly socket: string;
  hold(calls: Hold): void;
  /** Lets through what waits, and what comes. */
  release(calls: Hold): void;
  close(): Promise<void>;
}

/**
 * @param socket where it listens
 * @param libvirt libvirt's own socket
 */
export async function openGate(socket: string, libvirt: string): Promise<Gate> {
  const held = new Map<number, (() => void)[]>();
  const sockets = new Set<Socket>();

  function join(labvm: Socket): void {
    const daemon = connect(libvirt);
    const splitter = createSplitter();
    for (const [one, other] of [
      [labvm, daemon],
      [daemon, labvm],
    ] as const) {
      sockets.add(one);
      // A close follows each error.
      one.on('error', () => {});
      one.on('close', () => {
        sockets.delete(one);
        other.destroy();
      });
    }
    daemon.pipe(labvm);
    labvm.on('data', (piece) => {
      for (const { header, payload } of splitter.push(piece)) {
        const pass = () => {
          if (!daemon.destroyed) daemon.write(Buffer.concat([packHeader(header, payload.length), payload]));
        };
        // Other calls pass by it: libvirt knows calls by their numbers, not by their order.
        const waiting = held.get(header.procedure);
        if (waiting && header.type === frameType.call) waiting.push(pass);
        else pass();
      }
    });
  }

  const server = createServer(join);
  server.listen(socket);
  await once(server, 'listening');
  return {
    socket,
    hold(calls) {
      for (const call of calls) held.set(procedures[call].number, []);
    },
    release(calls) {
      for (const call of calls) {
        const waiting = held.get(procedures[call].number) ?? [];
        held.delete(procedures[call].number);
        for (const pass of waiting) pass();
      }
    },
    async close() {
      for (const one of sockets) one.destroy();
      server.close();
      await once(server, 'close');
    },
  };
}
