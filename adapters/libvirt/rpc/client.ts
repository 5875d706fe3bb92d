import type { Duplex } from 'node:stream';
import type { Connection, OpenedStream } from './connection.ts';
import { type Deadline, startDeadline, type WaitOptions } from './deadline.ts';
import { ConnectionLost } from './errors.ts';
import { createLane, type Lane, type LaneState } from './lane.ts';
import { type ClientOptions, resolveOptions } from './options.ts';
import { createRegistrations, type EventListener } from './registrations.ts';
import type { EventName } from './schema/events.ts';
import type { Procedure, StreamDirection } from './schema/procedure.ts';
import { openSession } from './session.ts';

/**
 * Each kind of call has a connection of its own, as the server works on a few calls of a connection at once, and on one
 * that its caller has given up as well:
 *
 * - `quick` answers at once;
 * - `slow` may work for long, and nobody but the host decides how long;
 * - `copy` copies whole disks;
 * - `guest` waits for what a guest's hardware does: a drive that it holds fast, a screen, a keyboard;
 * - `agent` waits for a program inside of a guest, which may never answer.
 */
export type CallLane = 'quick' | 'slow' | 'copy' | 'guest' | 'agent';

export interface CallOptions extends WaitOptions {
  /** `quick` unless said otherwise. It also decides the time allowed when `timeoutMs` is not given. */
  readonly lane?: CallLane | undefined;
  /**
   * Of the calls of one turn on a lane one is under way at a time, until the server has answered, whether or not its
   * caller still waits: so that one machine never holds more than one place.
   */
  readonly turn?: string | undefined;
}

/** What one of the client's connections is doing. */
export interface LaneChange {
  readonly lane: CallLane | 'events';
  readonly state: LaneState;
  /** Why an attempt failed or a connection ended. */
  readonly error: unknown;
}

/** Takes the listener away again. */
export type Unsubscribe = () => void;

/**
 * A client of one libvirt daemon. Connections are made when first needed and again after a loss. A call made
 * meanwhile waits, within its deadline. While calls are awaited or streams open the process is held open;
 * an idle client, even one with event listeners, does not hold it.
 */
export interface LibvirtClient {
  /**
   * Calls a procedure. Rejects with LibvirtError, InvalidArgument, ConnectionLost, DeadlineExceeded,
   * CallAborted or ProtocolError; `outcomeOf` says whether the server may have acted.
   */
  call<Args, Result>(
    procedure: Procedure<Args, Result, 'none'>,
    args: Args,
    options?: CallOptions,
  ): Promise<Result>;
  /**
   * Opens a stream on a connection of its own, so that a slow reader slows nobody else. The deadline is for
   * opening; the signal also cancels the open stream. Destroy the Duplex to cancel, end it to finish.
   */
  openStream<Args, Result>(
    procedure: Procedure<Args, Result, Exclude<StreamDirection, 'none'>>,
    args: Args,
    options?: WaitOptions,
  ): Promise<OpenedStream<Result>>;
  /**
   * Resolves once the server is sending these events, so that a list taken afterwards misses nothing. They
   * go on after a reconnect without further ado.
   */
  onEvent<Name extends EventName>(
    name: Name,
    listener: EventListener<Name>,
    options?: WaitOptions,
  ): Promise<Unsubscribe>;
  /** The event connection is back and every event registered anew: compare, something may have been missed. */
  onReconnected(listener: () => void): Unsubscribe;
  /** What the connections do, for those who show it. */
  onState(listener: (change: LaneChange) => void): Unsubscribe;
  /** Ends every connection. Calls under way are rejected. */
  close(): void;
}

const listenerSet = <Args extends readonly unknown[]>(onError: (error: unknown) => void) => {
  const listeners = new Set<(...args: Args) => void>();
  return {
    add: (listener: (...args: Args) => void): Unsubscribe => {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    tell: (...args: Args): void => {
      for (const listener of [...listeners]) {
        try {
          listener(...args);
        } catch (error) {
          onError(error);
        }
      }
    },
  };
};

// A call that was never sent may safely be tried on the next connection, as long as there is time.
const isWorthAnother = (error: unknown, deadline: Deadline, closed: boolean): boolean =>
  error instanceof ConnectionLost && !error.sent && deadline.gaveUp === undefined && !closed;

/** Makes a client; nothing is opened before the first call. */
export const createClient = (options: ClientOptions): LibvirtClient => {
  const settings = resolveOptions(options);
  const { transport, timeoutMs: defaultTimeoutMs, onError } = settings;
  const registrations = createRegistrations(settings.openTimeoutMs, onError);
  const states = listenerSet<[LaneChange]>(onError);
  const reconnections = listenerSet<[]>(onError);
  const streamLanes = new Set<Lane>();
  let eventsOpened = 0;
  let closed = false;

  const laneOptions = (lane: LaneChange['lane']) => ({
    open: (signal: AbortSignal) => openSession(settings, signal),
    watch: transport.watch,
    onState: (state: LaneState, error?: unknown) => states.tell({ lane, state, error }),
  });

  const lanes = {
    quick: createLane(laneOptions('quick')),
    slow: createLane(laneOptions('slow')),
    copy: createLane(laneOptions('copy')),
    guest: createLane(laneOptions('guest')),
    agent: createLane(laneOptions('agent')),
    events: createLane({
      ...laneOptions('events'),
      open: (signal) => openSession({ ...settings, onEvent: registrations.deliver }, signal),
      prepare: (connection) => registrations.ensureAll(connection),
      eager: () => registrations.size > 0,
      onState: (state, error) => {
        states.tell({ lane: 'events', state, error });
        if (state === 'open' && eventsOpened++ > 0) reconnections.tell();
      },
    }),
  };

  const timeoutOf = (lane: CallLane): number => defaultTimeoutMs[lane === 'quick' ? 'quick' : 'slow'];

  const onLane = async <Result>(
    lane: Lane,
    name: string,
    deadline: Deadline,
    use: (connection: Connection) => Promise<Result>,
  ): Promise<Result> => {
    for (;;) {
      const connection = await lane.ready(name, deadline);
      try {
        return await use(connection);
      } catch (error) {
        if (!isWorthAnother(error, deadline, closed)) throw error;
      }
    }
  };

  const withDeadline = async <Result>(
    timeoutMs: number,
    signal: AbortSignal | undefined,
    work: (deadline: Deadline) => Promise<Result>,
  ): Promise<Result> => {
    const deadline = startDeadline(timeoutMs, signal);
    try {
      return await work(deadline);
    } finally {
      deadline.clear();
    }
  };

  const ownConnection = (stream: Duplex, lane: Lane, signal: AbortSignal | undefined): void => {
    const abort = (): void => void stream.destroy(signal?.reason);
    signal?.addEventListener('abort', abort, { once: true });
    stream.once('close', () => {
      signal?.removeEventListener('abort', abort);
      streamLanes.delete(lane);
      lane.close();
    });
    if (signal?.aborted) abort();
  };

  return {
    call: (procedure, args, { lane = 'quick', timeoutMs = timeoutOf(lane), signal, turn } = {}) =>
      withDeadline(timeoutMs, signal, (deadline) =>
        onLane(lanes[lane], procedure.name, deadline, (connection) =>
          connection.call(procedure, args, deadline, turn),
        ),
      ),
    openStream: (procedure, args, { timeoutMs = defaultTimeoutMs.quick, signal } = {}) =>
      withDeadline(timeoutMs, signal, async (deadline) => {
        const lane = createLane({ ...laneOptions('quick'), onState: () => undefined });
        if (closed) lane.close();
        streamLanes.add(lane);
        try {
          const opened = await onLane(lane, procedure.name, deadline, (connection) =>
            connection.openStream(procedure, args, deadline),
          );
          ownConnection(opened.stream, lane, signal);
          return opened;
        } catch (error) {
          streamLanes.delete(lane);
          lane.close();
          throw error;
        }
      }),
    onEvent: (name, listener, { timeoutMs = defaultTimeoutMs.quick, signal } = {}) =>
      withDeadline(timeoutMs, signal, async (deadline) => {
        registrations.add(name, listener);
        try {
          await onLane(lanes.events, `listening to ${name}`, deadline, (connection) =>
            registrations.ensure(connection, name, deadline),
          );
        } catch (error) {
          registrations.remove(name, listener);
          throw error;
        }
        return () => registrations.remove(name, listener);
      }),
    onReconnected: reconnections.add,
    onState: states.add,
    close: () => {
      closed = true;
      for (const lane of [...Object.values(lanes), ...streamLanes]) lane.close();
    },
  };
};
