import { frameType, type Header } from './frame.ts';
import type { Procedure } from './schema/procedure.ts';
import { createStream, type StreamEnd } from './stream.ts';

/** A stream of a connection and the call that opened it. */
export interface StreamEntry {
  readonly end: StreamEnd;
  readonly procedure: string;
}

/** The streams of one connection, by the serial that each shares with its opening call. */
export interface StreamTable {
  /** Makes a stream. It exists before the call is sent, as data may follow the reply at once. */
  add(serial: number, procedure: Procedure<unknown, unknown>): StreamEnd;
  get(serial: number): StreamEntry | undefined;
  /** Ends every stream with an error made for it. */
  failAll(errorFor: (procedure: string) => Error): void;
  readonly size: number;
}

/** What the streams need of their connection. */
export interface StreamTablePort {
  /** Writes a header and what follows it; `done` when both have left. */
  write(header: Header, piece: Buffer | undefined, done: (error?: Error | null) => void): void;
  /** Called when the connection must stop or may go on reading. */
  setReading(reading: boolean): void;
  /** Told whenever `size` changed. */
  changed(): void;
}

/** An empty table. */
export const createStreamTable = (port: StreamTablePort): StreamTable => {
  const entries = new Map<number, StreamEntry>();
  // The protocol has no flow control for one stream: a reader that cannot follow stops the whole connection.
  const stalled = new Set<number>();

  const setFlowing = (serial: number, flowing: boolean): void => {
    const before = stalled.size > 0;
    if (flowing) stalled.delete(serial);
    else stalled.add(serial);
    const now = stalled.size > 0;
    if (now !== before) port.setReading(!now);
  };

  return {
    add: (serial, { program, number, name, stream }) => {
      const end = createStream(
        {
          send: (status, piece, done) =>
            port.write({ program, procedure: number, type: frameType.stream, serial, status }, piece, done),
          setFlowing: (flowing) => setFlowing(serial, flowing),
          over: () => {
            entries.delete(serial);
            port.changed();
          },
        },
        stream,
      );
      // An error may come before the user has the Duplex in hand; whoever reads it later still gets it.
      end.duplex.on('error', () => undefined);
      entries.set(serial, { end, procedure: name });
      port.changed();
      return end;
    },
    get: (serial) => entries.get(serial),
    failAll: (errorFor) => {
      for (const { end, procedure } of [...entries.values()]) end.fail(errorFor(procedure));
    },
    get size() {
      return entries.size;
    },
  };
};
