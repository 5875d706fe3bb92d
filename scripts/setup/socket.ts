import { connect } from 'node:net';

/** `answers`: somebody listens; `denied`: so it does, but not to us; `silent`: nobody, or no socket at all. */
export type SocketState = 'answers' | 'denied' | 'silent';

/** Whether somebody listens on a unix socket. */
export function socketState(path: string): Promise<SocketState> {
  return new Promise((resolve) => {
    const socket = connect(path);
    socket.once('connect', () => {
      socket.destroy();
      resolve('answers');
    });
    socket.once('error', (error: NodeJS.ErrnoException) => {
      resolve(error.code === 'EACCES' ? 'denied' : 'silent');
    });
  });
}
