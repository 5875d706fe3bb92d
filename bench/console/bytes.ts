import { setTimeout as sleep } from 'node:timers/promises';
import type { WebSocket } from 'ws';

/** What `seq 1 n` says on a terminal, which puts a carriage return before each line feed. */
export function counted(n: number): Buffer {
  return Buffer.from(Array.from({ length: n }, (_, at) => `${at + 1}\r\n`).join(''));
}

const BEGIN = 'BEGIN-42\r\n';

/** What came of a count over a serial console. */
export interface Count {
  readonly bytes: number;
  /** The place of the first byte that is another; null: each is the same. */
  readonly differsAt: number | null;
  readonly skipped: number;
  readonly tookMs: number;
}

/** Lets the shell on a serial console count to n, and compares what comes byte by byte. */
export async function countTo(socket: WebSocket, n: number, patienceMs: number): Promise<Count> {
  const expected = counted(n);
  const pieces: Buffer[] = [];
  let skipped = 0;
  let heard = '';
  let begun = false;
  let length = 0;
  socket.on('message', (data: Buffer, isBinary: boolean) => {
    if (!isBinary) {
      const message = JSON.parse(data.toString()) as { kind: string; bytes?: number };
      if (message.kind === 'skipped') skipped += message.bytes ?? 0;
      return;
    }
    if (begun) {
      pieces.push(data);
      length += data.length;
      return;
    }
    heard += data.toString('latin1');
    const at = heard.indexOf(BEGIN);
    if (at < 0) return;
    begun = true;
    const rest = Buffer.from(heard.slice(at + BEGIN.length), 'latin1');
    pieces.push(rest);
    length = rest.length;
  });
  socket.send(Buffer.from('\x03\r'));
  await sleep(1000);
  const startedAt = performance.now();
  // The shell puts the mark together, so that its echo of the command is not taken for it.
  socket.send(Buffer.from(`echo BEGIN-$((40+2)); seq 1 ${n}\r`));
  while (length < expected.length && performance.now() - startedAt < patienceMs) await sleep(50);
  const tookMs = performance.now() - startedAt;
  const whole = Buffer.concat(pieces).subarray(0, expected.length);
  return { bytes: whole.length, differsAt: firstDifference(whole, expected), skipped, tookMs };
}

function firstDifference(whole: Buffer, expected: Buffer): number | null {
  if (whole.equals(expected)) return null;
  const at = whole.findIndex((byte, place) => byte !== expected[place]);
  return at < 0 ? whole.length : at;
}
