import { watch } from 'node:fs';
import { connect } from 'node:net';
import { dirname } from 'node:path';
import type { RpcDuplex } from './connection.ts';

/** A way to a libvirt daemon. Everything above it is the same for a socket, TLS or a command's stdio. */
export interface Transport {
  /** For messages: where this leads. */
  readonly description: string;
  /** Opens a new byte stream. Rejects if that fails or the signal fires. */
  connect(signal: AbortSignal): Promise<RpcDuplex>;
  /** Calls back when trying again may be worth it, until the returned function is called. Optional. */
  watch?(changed: () => void): () => void;
}

/** Where libvirt's daemon for everything listens, unless it was told otherwise. */
export const defaultSocketPath = '/run/libvirt/libvirt-sock';

const connectSocket = (path: string, signal: AbortSignal): Promise<RpcDuplex> =>
  new Promise((resolve, reject) => {
    signal.throwIfAborted();
    const socket = connect(path);
    const abort = (): void => {
      socket.destroy();
      reject(signal.reason);
    };
    signal.addEventListener('abort', abort, { once: true });
    socket.once('error', (error) => {
      signal.removeEventListener('abort', abort);
      reject(error);
    });
    socket.once('connect', () => {
      signal.removeEventListener('abort', abort);
      socket.removeAllListeners('error');
      resolve(socket);
    });
  });

// A daemon that starts makes its socket anew, which the directory tells at once.
const watchDirectory = (path: string, changed: () => void): (() => void) => {
  try {
    const watcher = watch(dirname(path), { persistent: false }, changed);
    watcher.on('error', () => watcher.close());
    return () => watcher.close();
  } catch {
    // There is no such directory yet: trying again now and then has to do.
    return () => undefined;
  }
};

/** The daemon's unix socket at `path`. */
export const unixTransport = (path: string = defaultSocketPath): Transport => ({
  description: `unix:${path}`,
  connect: (signal) => connectSocket(path, signal),
  watch: (changed) => watchDirectory(path, changed),
});
