import { CLOSE } from '../protocol.ts';

/** One of the page's sockets, opened again and again as long as it makes sense. */
export interface Connection {
  /** Opens as soon as it may; what is open stays. */
  want(): void;
  /** Closes, and stays closed until it is wanted again. */
  rest(): void;
}

export interface ConnectionOptions {
  /** Where to, from the page's own address; asked anew each time. */
  readonly address: () => string;
  readonly onSocket: (socket: WebSocket) => void;
  /** It is closed and will be tried again, unless it is to rest. */
  readonly onLost: (code: number, reason: string) => void;
  /** The session is over: nothing will open any more. */
  readonly onOver: () => void;
}

const FIRST_PAUSE_MS = 500;
const LONGEST_PAUSE_MS = 8000;

export function createConnection(options: ConnectionOptions): Connection {
  let socket: WebSocket | null = null;
  let isWanted = false;
  let pauseMs = FIRST_PAUSE_MS;
  let timer: number | undefined;

  function open(): void {
    clearTimeout(timer);
    if (socket || !isWanted) return;
    const url = new URL(options.address(), location.href);
    url.protocol = location.protocol === 'https:' ? 'wss:' : 'ws:';
    const mine = new WebSocket(url);
    mine.binaryType = 'arraybuffer';
    socket = mine;
    let wasOpen = false;
    mine.addEventListener('open', () => {
      wasOpen = true;
    });
    mine.addEventListener('message', () => {
      pauseMs = FIRST_PAUSE_MS;
    });
    mine.addEventListener('close', ({ code, reason }) => {
      if (socket === mine) socket = null;
      void closed(code, reason, wasOpen);
    });
    options.onSocket(mine);
  }

  async function closed(code: number, reason: string, wasOpen: boolean): Promise<void> {
    if (code === CLOSE.over || (!wasOpen && (await isOver()))) return options.onOver();
    if (!isWanted) return;
    options.onLost(code, reason);
    // The machine is off: whoever knows when it is on again says so.
    if (code === CLOSE.off) isWanted = false;
    else {
      timer = setTimeout(open, pauseMs);
      pauseMs = Math.min(pauseMs * 2, LONGEST_PAUSE_MS);
    }
  }

  const atOnce = () => {
    if (document.visibilityState === 'visible') open();
  };
  addEventListener('online', atOnce);
  document.addEventListener('visibilitychange', atOnce);

  return {
    want() {
      isWanted = true;
      pauseMs = FIRST_PAUSE_MS;
      open();
    },
    rest() {
      isWanted = false;
      clearTimeout(timer);
      socket?.close();
    },
  };
}

/** Whether the server says that the session is over; a socket that is refused does not say why. */
async function isOver(): Promise<boolean> {
  try {
    return (await fetch('session')).status === 403;
  } catch {
    return false;
  }
}
