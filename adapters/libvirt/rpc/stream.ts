import { Duplex } from 'node:stream';
import { ProtocolError } from './errors.ts';
import { frameStatus, maximumStreamPieceBytes } from './frame.ts';
import type { StreamDirection } from './schema/procedure.ts';

/** What a stream needs of its connection. */
export interface StreamPort {
  /** Sends a STREAM frame; `done` is called when it has left this process. */
  send(status: number, piece: Buffer | undefined, done: (error?: Error | null) => void): void;
  /** Whether this stream can take more. While one cannot, its whole connection is not read. */
  setFlowing(flowing: boolean): void;
  /** Called once, when neither side will say anything more. */
  over(): void;
}

/** The connection's end of a stream; `duplex` is the user's. */
export interface StreamEnd {
  readonly duplex: Duplex;
  /** A STREAM frame without error. */
  receive(status: number, payload: Buffer): void;
  /** The server reported an error, or the connection is gone: nothing more will come. */
  fail(error: Error): void;
}

/** How long a cancelled stream waits for the server to confirm that it let go of the file or device. */
const abortTimeoutMs = 2000;

const highWaterMark = 1 << 20;

/**
 * A libvirt stream as a Duplex. The reader sees the end only after the server has confirmed it, so a download
 * that failed at its end is an error and never a short file; `finish` of the writer is confirmed likewise.
 * Destroying the Duplex before its end cancels the stream on the server.
 */
export const createStream = (port: StreamPort, direction: StreamDirection): StreamEnd => {
  let finishSent = false;
  let over = false;
  // Whoever waits for the server's last word: the writer's end, or a cancellation.
  let lastWord: ((error?: Error) => void) | undefined;

  const end = (error?: Error): void => {
    if (over) return;
    over = true;
    port.setFlowing(true);
    const waiter = lastWord;
    lastWord = undefined;
    port.over();
    waiter?.(error);
  };

  const sendFinish = (): void => {
    if (finishSent) return;
    finishSent = true;
    port.send(frameStatus.ok, undefined, () => undefined);
  };

  const writePieces = (chunk: Buffer, done: (error?: Error | null) => void): void => {
    let start = 0;
    while (chunk.length - start > maximumStreamPieceBytes) {
      const piece = chunk.subarray(start, start + maximumStreamPieceBytes);
      port.send(frameStatus.continue, piece, () => undefined);
      start += piece.length;
    }
    port.send(frameStatus.continue, chunk.subarray(start), done);
  };

  const duplex = new Duplex({
    readableHighWaterMark: highWaterMark,
    read: () => port.setFlowing(true),
    write: (chunk: Buffer, _encoding, done) => {
      // An empty piece would mean the end.
      if (over || chunk.length === 0) done();
      else writePieces(chunk, done);
    },
    final: (done) => {
      if (over) return done();
      lastWord = done;
      sendFinish();
    },
    destroy: (error, done) => {
      if (over) return done(error);
      const confirmed = (): void => {
        clearTimeout(timer);
        done(error);
      };
      const timer = setTimeout(() => end(), abortTimeoutMs);
      lastWord = confirmed;
      port.setFlowing(true);
      port.send(frameStatus.error, undefined, () => undefined);
    },
  });
  // Nobody reads from an upload; without this its end would never be seen.
  if (direction === 'upload') duplex.resume();

  const fail = (error: Error): void => {
    if (over) return;
    end(error);
    duplex.destroy(error);
  };

  const receiveData = (payload: Buffer): void => {
    if (duplex.destroyed) return;
    if (payload.length === 0) sendFinish();
    else if (!duplex.push(payload)) port.setFlowing(false);
  };

  return {
    duplex,
    fail,
    receive: (status, payload) => {
      if (over) return;
      if (status === frameStatus.continue) receiveData(payload);
      else if (status === frameStatus.ok) {
        end();
        if (duplex.destroyed) return;
        duplex.push(null);
        duplex.end();
      } else fail(new ProtocolError(`a stream frame has the unexpected status ${status}`));
    },
  };
};
