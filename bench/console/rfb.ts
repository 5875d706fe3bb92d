import type { WebSocket } from 'ws';

/** What a screen's viewer has seen. */
export interface Seen {
  /** Updates that came whole. */
  readonly updates: number;
  readonly bytes: number;
  /** What came that is no RFB: a byte lost or added puts everything after it out of step. */
  readonly broken: string | null;
}

/** Message types of the server's (RFC 6143, 7.6), and lengths of what has a fixed one. */
const UPDATE = 0;
const RAW = 0;
const DESKTOP_SIZE = -223;

/**
 * A viewer that asks for the whole screen again and again, unpacked, and reads every byte (RFC 6143). What is not
 * exactly what the protocol says ends it.
 */
export function watchScreen(socket: WebSocket): Seen {
  const seen = { updates: 0, bytes: 0, broken: null as string | null };
  const reader = read(socket, seen);
  let waiting = reader.next().value as number;
  let rest = Buffer.alloc(0);
  socket.on('message', (data: Buffer) => {
    if (seen.broken !== null) return;
    seen.bytes += data.length;
    rest = Buffer.concat([rest, data]);
    try {
      while (rest.length >= waiting) {
        const part = rest.subarray(0, waiting);
        rest = rest.subarray(waiting);
        waiting = reader.next(part).value as number;
      }
    } catch (error) {
      seen.broken = String(error);
    }
  });
  return seen;
}

/** Yields how many bytes it wants next, and is given them. */
function* read(socket: WebSocket, seen: { updates: number }): Generator<number, never, Buffer> {
  const must = (isSo: boolean, what: string) => {
    if (!isSo) throw new Error(what);
  };
  must((yield 12).toString() === 'RFB 003.008\n', 'greeting');
  socket.send(Buffer.from('RFB 003.008\n'));
  const types = yield (yield 1)[0] ?? 0;
  must(types.includes(1), 'security types');
  socket.send(Buffer.from([1]));
  must((yield 4).readUInt32BE() === 0, 'security result');
  socket.send(Buffer.from([1]));
  const init = yield 24;
  let [width, height] = [init.readUInt16BE(0), init.readUInt16BE(2)];
  const pixelBytes = (init[4] ?? 32) / 8;
  yield init.readUInt32BE(20);
  const encodings = Buffer.alloc(12);
  encodings.writeUInt8(2, 0);
  encodings.writeUInt16BE(2, 2);
  encodings.writeInt32BE(RAW, 4);
  encodings.writeInt32BE(DESKTOP_SIZE, 8);
  socket.send(encodings);
  for (;;) {
    const request = Buffer.alloc(10);
    request.writeUInt8(3, 0);
    request.writeUInt16BE(width, 6);
    request.writeUInt16BE(height, 8);
    socket.send(request);
    const head = yield 4;
    must(head[0] === UPDATE, `message ${head[0]}`);
    for (let left = head.readUInt16BE(2); left > 0; left -= 1) {
      const rectangle = yield 12;
      const [w, h] = [rectangle.readUInt16BE(4), rectangle.readUInt16BE(6)];
      const encoding = rectangle.readInt32BE(8);
      if (encoding === DESKTOP_SIZE) [width, height] = [w, h];
      else {
        must(encoding === RAW && w <= width && h <= height, `encoding ${encoding}`);
        yield w * h * pixelBytes;
      }
    }
    seen.updates += 1;
  }
}
