import type { Connection } from './connection.ts';
import { type Deadline, startDeadline, within } from './deadline.ts';
import { hasCode, LibvirtError, libvirtErrorCode } from './errors.ts';
import type { RpcEvent } from './incoming.ts';
import { type EventDeclaration, type EventMessage, type EventName, events } from './schema/events.ts';
import { hostProcedures } from './schema/host.ts';

/** What a listener of one kind of event is. */
export type EventListener<Name extends EventName> = (message: EventMessage<Name>) => void;

/** Who listens to what, independent of any connection; and what each connection was asked to send. */
export interface Registrations {
  readonly size: number;
  add<Name extends EventName>(name: Name, listener: EventListener<Name>): void;
  remove<Name extends EventName>(name: Name, listener: EventListener<Name>): void;
  /** Makes sure that the server sends this event on that connection. */
  ensure(connection: Connection, name: EventName, deadline: Deadline): Promise<void>;
  /** Makes sure of everything that anyone listens to, except for events that the server refuses. */
  ensureAll(connection: Connection): Promise<void>;
  /** Hands an event to its listeners. */
  deliver(event: RpcEvent): void;
}

const register = async (connection: Connection, name: EventName, deadline: Deadline): Promise<void> => {
  const { source, eventId }: EventDeclaration<unknown> = events[name];
  // Always for all objects: one registration then serves every listener, and new domains need none.
  if (source === 'domain') {
    await connection.call(
      hostProcedures.connectDomainEventCallbackRegisterAny,
      { eventId, domain: null },
      deadline,
    );
  } else if (source === 'network') {
    await connection.call(
      hostProcedures.connectNetworkEventRegisterAny,
      { eventId, network: null },
      deadline,
    );
  } else if (source === 'storagePool') {
    await connection.call(
      hostProcedures.connectStoragePoolEventRegisterAny,
      { eventId, pool: null },
      deadline,
    );
  } else {
    await connection.call(hostProcedures.connectRegisterCloseCallback, {}, deadline);
  }
};

/**
 * No registrations. A server keeps sending an event once asked for, until the connection ends: what nobody
 * listens to any more is simply not delivered. `timeoutMs` is for one registration; `onListenerError` hears
 * of listeners that throw.
 */
export const createRegistrations = (
  timeoutMs: number,
  onListenerError: (error: unknown) => void,
): Registrations => {
  const listeners = new Map<EventName, Set<(message: never) => void>>();
  // Shared by all who ask at once: registering twice would deliver everything twice.
  const asked = new WeakMap<Connection, Map<EventName, Promise<void>>>();
  // What a connection was asked for and did not answer in time: it may send it all the same.
  const unanswered = new WeakMap<Connection, Set<EventName>>();

  const registerOnce = (connection: Connection, name: EventName): Promise<void> => {
    const known = asked.get(connection) ?? new Map<EventName, Promise<void>>();
    asked.set(connection, known);
    const pending = known.get(name);
    if (pending !== undefined) return pending;
    const deadline = startDeadline(timeoutMs);
    const registering = register(connection, name, deadline)
      .catch((error: unknown) => {
        // "event callback already tracked" (virObjectEventStateRegisterID): the earlier one came through.
        if (hasCode(error, libvirtErrorCode.invalidArgument) && unanswered.get(connection)?.has(name)) return;
        if (!(error instanceof LibvirtError))
          unanswered.set(connection, (unanswered.get(connection) ?? new Set()).add(name));
        // A refusal stays one as long as this connection; anything else may be tried again.
        if (!(error instanceof LibvirtError)) known.delete(name);
        throw error;
      })
      .finally(deadline.clear);
    known.set(name, registering);
    return registering;
  };

  return {
    get size() {
      return listeners.size;
    },
    add: (name, listener) => {
      const set = listeners.get(name) ?? new Set();
      listeners.set(name, set.add(listener));
    },
    remove: (name, listener) => {
      const set = listeners.get(name);
      set?.delete(listener);
      if (set?.size === 0) listeners.delete(name);
    },
    ensure: (connection, name, deadline) =>
      within(deadline, `listening to ${name}`, registerOnce(connection, name)),
    ensureAll: async (connection) => {
      const outcomes = await Promise.allSettled(
        [...listeners.keys()].map((name) => registerOnce(connection, name)),
      );
      for (const outcome of outcomes) {
        if (outcome.status === 'fulfilled') continue;
        // One event that the server does not offer must not cost the others; whoever asked hears of it.
        if (!(outcome.reason instanceof LibvirtError)) throw outcome.reason;
      }
    },
    deliver: ({ name, message }) => {
      for (const listener of [...(listeners.get(name) ?? [])]) {
        try {
          (listener as (message: unknown) => void)(message);
        } catch (error) {
          onListenerError(error);
        }
      }
    },
  };
};
