import { WebSocket } from 'ws';

/** A socket whose every step has a time, and which is closed for one reason. */
export interface Line {
  send(text: string): void;
  /** What comes next has to come in time, or it is abandoned for this. */
  within(what: string): void;
  /** It came. */
  inTime(): void;
  /** Closes from our side, for this reason; the socket is gone soon after, whether Discord closes or not. */
  abandon(why: string, code?: number): void;
  /** Why it ends, where that is known. */
  cause(): string | null;
  /** The socket failed by itself; a close follows. */
  failed(why: string): void;
}

/** How long the upgrade, the greeting and the entry may take each, in milliseconds. */
export const STEP_MS = 15_000;
/** How long Discord may take to close with us, in milliseconds. */
const CLOSE_MS = 500;
/** A close that ends the session, and one that leaves it to be resumed (docs.discord.com, gateway, disconnecting). */
export const CLOSE = { over: 1000, later: 4200 } as const;

/** @param onAbandon when it is closed from our side */
export function createLine(socket: WebSocket, onAbandon: () => void): Line {
  let cause: string | null = null;
  let step: NodeJS.Timeout | undefined;

  function abandon(why: string, code: number = CLOSE.later): void {
    cause ??= why;
    onAbandon();
    clearTimeout(step);
    if (socket.readyState === WebSocket.OPEN) {
      socket.close(code);
      step = setTimeout(() => socket.terminate(), CLOSE_MS);
    } else if (socket.readyState === WebSocket.CONNECTING) {
      socket.terminate();
    }
  }

  return {
    send(text) {
      if (socket.readyState === WebSocket.OPEN) socket.send(text);
    },
    within(what) {
      clearTimeout(step);
      step = setTimeout(() => abandon(what), STEP_MS);
    },
    inTime: () => clearTimeout(step),
    abandon,
    cause: () => cause,
    failed(why) {
      cause ??= why;
    },
  };
}
