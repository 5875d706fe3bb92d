import { type Deadline, giveUpError } from './deadline.ts';
import { ConnectionLost } from './errors.ts';

/**
 * libvirt serves `max_client_requests` (5) of a connection and then stops reading it, keepalive included, so
 * one below that is the most we ever have under way.
 */
export const defaultMaximumInFlight = 4;

/** A call that is ready to be sent. */
export interface Request {
  readonly procedure: string;
  readonly serial: number;
  /** Of the calls of one turn only one is under way, until the server has answered it; the others let theirs pass. */
  readonly turn?: string | undefined;
  /** Puts the frame on the wire. `undelivered` is called if this host could not even take all of it. */
  send(undelivered: () => void): void;
  /** The answer to a call that nobody waits for any more. */
  lateReply?(payload: Buffer): void;
}

/** The calls of one connection: a few in flight, the others in line. */
export interface CallTable {
  /** Resolves with the payload of the reply; rejects with the server's error, the deadline, or the loss. */
  start(request: Request, deadline: Deadline): Promise<Buffer>;
  /** Takes a reply. False if no call of that serial is under way. */
  answer(serial: number, payload: Buffer): boolean;
  /** As `answer`, for a call that the server refused. */
  refuse(serial: number, error: Error): boolean;
  /** Rejects everything: what may have arrived as sent, what cannot have as not sent. */
  lose(reason: string, cause: unknown): void;
  /** Which procedure the call under way with that serial is of. */
  nameOf(serial: number): string | undefined;
  /** Calls under way and in line. */
  readonly size: number;
}

interface Entry {
  readonly request: Request;
  // Undefined once the caller has gone; the server still works on it, so it keeps its place.
  waiter: { resolve(payload: Buffer): void; reject(error: Error): void } | undefined;
  readonly deadline: Deadline;
  // Half a frame is none: the server cannot have acted on it.
  undelivered: boolean;
}

/** An empty table. `onChange` is told whenever `size` may have changed between zero and more. */
export const createCallTable = (maximumInFlight: number, onChange: () => void): CallTable => {
  const inFlight = new Map<number, Entry>();
  const inLine = new Set<Entry>();
  const turnsTaken = new Set<string>();

  const isItsTurn = ({ request: { turn } }: Entry): boolean => turn === undefined || !turnsTaken.has(turn);

  const dispatch = (entry: Entry): void => {
    inLine.delete(entry);
    inFlight.set(entry.request.serial, entry);
    if (entry.request.turn !== undefined) turnsTaken.add(entry.request.turn);
    entry.request.send(() => {
      entry.undelivered = true;
    });
  };

  const dispatchNext = (): void => {
    for (const entry of inLine) {
      if (inFlight.size >= maximumInFlight) return;
      if (isItsTurn(entry)) dispatch(entry);
    }
  };

  const release = (serial: number): Entry | undefined => {
    const entry = inFlight.get(serial);
    if (entry === undefined) return undefined;
    inFlight.delete(serial);
    if (entry.request.turn !== undefined) turnsTaken.delete(entry.request.turn);
    if (entry.waiter !== undefined) entry.deadline.onGiveUp(undefined);
    dispatchNext();
    onChange();
    return entry;
  };

  const abandon = (entry: Entry): void => {
    const sent = !inLine.delete(entry) && !entry.undelivered;
    const waiter = entry.waiter;
    entry.waiter = undefined;
    waiter?.reject(giveUpError(entry.deadline, { procedure: entry.request.procedure, sent }));
    onChange();
  };

  return {
    start: (request, deadline) =>
      new Promise((resolve, reject) => {
        if (deadline.gaveUp !== undefined) {
          return reject(giveUpError(deadline, { procedure: request.procedure, sent: false }));
        }
        const entry: Entry = { request, deadline, waiter: { resolve, reject }, undelivered: false };
        deadline.onGiveUp(() => abandon(entry));
        inLine.add(entry);
        dispatchNext();
        onChange();
      }),
    answer: (serial, payload) => {
      const entry = release(serial);
      if (entry === undefined) return false;
      if (entry.waiter === undefined) entry.request.lateReply?.(payload);
      else entry.waiter.resolve(payload);
      return true;
    },
    refuse: (serial, error) => {
      const entry = release(serial);
      entry?.waiter?.reject(error);
      return entry !== undefined;
    },
    lose: (reason, cause) => {
      const line = [...inLine];
      const flight = [...inFlight.values()];
      inFlight.clear();
      inLine.clear();
      turnsTaken.clear();
      const rejectAll = (entries: readonly Entry[], sent: boolean): void => {
        for (const { waiter, request, deadline, undelivered } of entries) {
          if (waiter === undefined) continue;
          deadline.onGiveUp(undefined);
          const { procedure } = request;
          waiter.reject(new ConnectionLost(reason, { sent: sent && !undelivered, procedure, cause }));
        }
      };
      rejectAll(flight, true);
      rejectAll(line, false);
      onChange();
    },
    nameOf: (serial) => inFlight.get(serial)?.request.procedure,
    get size() {
      return inFlight.size + inLine.size;
    },
  };
};
