import type { Duplex } from 'node:stream';
import { createCallTable, defaultMaximumInFlight, type Request } from './calls.ts';
import type { Deadline } from './deadline.ts';
import { ConnectionLost, outcomeOf, ProtocolError } from './errors.ts';
import { frameStatus, frameType, headerBytes, packHeader, sealFrame } from './frame.ts';
import { createFrameHandler, type RpcEvent } from './incoming.ts';
import {
  type Keepalive,
  type KeepaliveOptions,
  keepaliveHeader,
  keepaliveProcedure,
  startKeepalive,
} from './keepalive.ts';
import type { Procedure } from './schema/procedure.ts';
import { createSplitter } from './splitter.ts';
import { createStreamTable } from './streams.ts';
import { decode } from './xdr/codec.ts';
import { createWriter } from './xdr/writer.ts';

/** The bytes below a connection. Sockets can stop holding the process open while nothing is awaited. */
export type RpcDuplex = Duplex & { ref?(): unknown; unref?(): unknown };

/** A stream that the server has opened, with what the opening call returned. */
export interface OpenedStream<Result> {
  readonly stream: Duplex;
  readonly result: Result;
}

/** One connection to a server: calls, streams, events and keepalive over a pair of byte streams. */
export interface Connection {
  /** @param turn see `Request.turn` */
  call<Args, Result>(
    procedure: Procedure<Args, Result>,
    args: Args,
    deadline: Deadline,
    turn?: string,
  ): Promise<Result>;
  openStream<Args, Result>(
    procedure: Procedure<Args, Result>,
    args: Args,
    deadline: Deadline,
  ): Promise<OpenedStream<Result>>;
  /** From now on a silent server is taken for dead. Only for servers that know the keepalive program. */
  startKeepalive(options: KeepaliveOptions): void;
  /** Why the connection is over, once it is. */
  readonly lost: ConnectionLost | undefined;
  /** Called once, at the end. */
  onLost(listener: (error: ConnectionLost) => void): void;
  /** Ends the connection; what is under way is rejected. */
  close(reason: string): void;
}

export interface ConnectionOptions {
  readonly maximumInFlight?: number;
  /** Called for every event; it must not throw. */
  readonly onEvent?: (event: RpcEvent) => void;
}

// How long a polite end may wait for the last bytes to leave.
const closeTimeoutMs = 1000;

const decodeResult = <Result>(procedure: Procedure<unknown, Result>, payload: Buffer): Result => {
  if (payload.length > procedure.mostBytes) {
    throw new ProtocolError(
      `the answer to ${procedure.name} is ${payload.length} bytes long and is not read`,
    );
  }
  try {
    return decode(procedure.result, payload);
  } catch (cause) {
    throw new ProtocolError(`the answer to ${procedure.name} cannot be read`, { cause });
  }
};

/** Takes over an established byte stream. Nothing is sent until the first call. */
export const createConnection = (duplex: RpcDuplex, options: ConnectionOptions = {}): Connection => {
  const splitter = createSplitter();
  let lastSerial = 0;
  let keepalive: Keepalive | undefined;
  let lost: ConnectionLost | undefined;
  let lostReason = '';
  let onLost: ((error: ConnectionLost) => void) | undefined;

  const holdProcess = (): void => {
    if (calls.size + streams.size > 0) duplex.ref?.();
    else duplex.unref?.();
  };
  const calls = createCallTable(options.maximumInFlight ?? defaultMaximumInFlight, holdProcess);

  const lose = (reason: string, cause?: unknown): void => {
    if (lost !== undefined) return;
    lost = new ConnectionLost(reason, { sent: false, cause });
    lostReason = reason;
    keepalive?.stop();
    calls.lose(reason, cause);
    streams.failAll((procedure) => new ConnectionLost(reason, { sent: true, procedure, cause }));
    onLost?.(lost);
  };

  const breakOff = (reason: string, cause?: unknown): void => {
    lose(reason, cause);
    duplex.destroy();
  };

  const streams = createStreamTable({
    write: (header, piece, done) => {
      if (lost !== undefined) return done();
      duplex.cork();
      duplex.write(packHeader(header, piece?.length ?? 0), piece === undefined ? done : undefined);
      if (piece !== undefined) duplex.write(piece, done);
      duplex.uncork();
    },
    setReading: (reading) => {
      if (reading) duplex.resume();
      else duplex.pause();
      keepalive?.setReading(reading);
    },
    changed: holdProcess,
  });

  const sendKeepalive = (procedure: number): void => {
    if (lost === undefined) duplex.write(packHeader(keepaliveHeader(procedure), 0));
  };

  const handleFrame = createFrameHandler({
    calls,
    streams,
    pong: () => sendKeepalive(keepaliveProcedure.pong),
    onEvent: options.onEvent ?? (() => undefined),
  });

  duplex.on('data', (piece: Buffer) => {
    if (lost !== undefined) return;
    keepalive?.heard();
    try {
      for (const frame of splitter.push(piece)) {
        // A listener may have closed us meanwhile.
        if (lost === undefined) handleFrame(frame);
      }
    } catch (cause) {
      // What follows cannot be trusted: an event may be missing, or the frames may be out of step.
      breakOff(cause instanceof Error ? cause.message : 'the bytes do not follow the protocol', cause);
    }
  });
  duplex.on('error', (cause) => breakOff(cause.message, cause));
  duplex.on('end', () => breakOff('the server ended it'));
  duplex.on('close', () => lose('it was closed'));
  holdProcess();

  const nextSerial = (): number => {
    lastSerial = (lastSerial % 0xffff_ffff) + 1;
    return lastSerial;
  };

  const start = async <Args>(
    procedure: Procedure<Args, unknown>,
    args: Args,
    deadline: Deadline,
    extra: Pick<Request, 'lateReply' | 'turn'> & { serial: number },
  ): Promise<Buffer> => {
    if (lost !== undefined) {
      throw new ConnectionLost(lostReason, { sent: false, procedure: procedure.name, cause: lost.cause });
    }
    const writer = createWriter(headerBytes);
    procedure.args.encode(writer, args);
    const frame = sealFrame(writer, {
      program: procedure.program,
      procedure: procedure.number,
      type: frameType.call,
      serial: extra.serial,
      status: frameStatus.ok,
    });
    return calls.start(
      {
        ...extra,
        procedure: procedure.name,
        send: (undelivered: () => void) => void duplex.write(frame, (error) => error && undelivered()),
      },
      deadline,
    );
  };

  return {
    call: async (procedure, args, deadline, turn) =>
      decodeResult(procedure, await start(procedure, args, deadline, { serial: nextSerial(), turn })),
    openStream: async (procedure, args, deadline) => {
      const serial = nextSerial();
      const end = streams.add(serial, procedure);
      // Nobody waits for this stream any more, but the server has just opened it.
      const lateReply = (): void => void end.duplex.destroy();
      const opened = start(procedure, args, deadline, { serial, lateReply });
      const payload = await opened.catch((error: Error) => {
        if (outcomeOf(error) !== 'unknown') end.fail(error);
        throw error;
      });
      return { stream: end.duplex, result: decodeResult(procedure, payload) };
    },
    startKeepalive: (keepaliveOptions) => {
      keepalive = startKeepalive(keepaliveOptions, {
        ping: () => sendKeepalive(keepaliveProcedure.ping),
        dead: (silentMs) => breakOff(`the server has been silent for ${silentMs} ms`),
      });
    },
    get lost() {
      return lost;
    },
    onLost: (listener) => {
      onLost = listener;
      if (lost !== undefined) listener(lost);
    },
    close: (reason) => {
      lose(reason);
      const giveUp = setTimeout(() => duplex.destroy(), closeTimeoutMs).unref();
      duplex.end(() => {
        clearTimeout(giveUp);
        duplex.destroy();
      });
    },
  };
};
