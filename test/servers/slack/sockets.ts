import type { Server } from 'node:http';
import { type WebSocket, WebSocketServer } from 'ws';
import type { Stage } from '../stage.ts';
import type { Time } from '../time.ts';
import { createUpgrades, type Upgrades } from '../upgrades.ts';
import type { Ack, Delivery, Envelope } from './delivery.ts';
import { ACK_MS } from './limits.ts';

/** Slack's end of Socket Mode. */
export interface Sockets extends Delivery {
  /** A ticket opens one socket. */
  newTicket(): string;
  /** How many are open now, and how many were ever greeted. */
  readonly open: number;
  readonly greeted: number;
  /** What stands in the way of an app's sockets, and how many it asked for. */
  readonly upgrades: Upgrades;
  /** Tells a socket that it will be closed; the next deliveries go to others. */
  sayGoodbye(reason: 'warning' | 'refresh_requested' | 'link_disabled'): void;
  /** Breaks every socket without a word. */
  breakAll(): void;
  /** The next envelopes are delivered twice, in this order backwards, and so on. */
  readonly mischief: { duplicate: boolean };
}

export function createSockets(server: Server, stage: Stage, time: Time): Sockets {
  const tickets = new Set<string>();
  const sockets = new Set<WebSocket>();
  const pending = new Map<string, (body: Readonly<Record<string, unknown>>) => void>();
  const wss = new WebSocketServer({ noServer: true });
  let count = 0;
  let greeted = 0;
  let turn = 0;

  const upgrades = createUpgrades({
    server,
    // A ticket is good once.
    isWelcome: ({ url }) =>
      tickets.delete(new URL(url ?? '', 'http://none').searchParams.get('ticket') ?? ''),
    take: (request, socket, head, isClosedAtOnce) =>
      wss.handleUpgrade(request, socket, head, (one) => (isClosedAtOnce ? one.close() : greet(one))),
    changed: stage.changed,
  });

  function greet(socket: WebSocket): void {
    sockets.add(socket);
    greeted += 1;
    socket.on('close', () => {
      sockets.delete(socket);
      stage.changed();
    });
    socket.on('error', () => socket.terminate());
    socket.on('message', (data) => {
      const { envelope_id: id, payload = {} } = JSON.parse(String(data)) as {
        envelope_id?: string;
        payload?: Readonly<Record<string, unknown>>;
      };
      if (id !== undefined) pending.get(id)?.(payload);
    });
    const hello = { type: 'hello', num_connections: sockets.size, connection_info: { app_id: 'A1' } };
    socket.send(JSON.stringify(hello));
    stage.changed();
  }

  function next(): WebSocket | null {
    const open = [...sockets].filter(({ readyState }) => readyState === 1);
    turn += 1;
    return open[turn % Math.max(1, open.length)] ?? null;
  }

  function deliver(envelope: Envelope): Promise<Ack | null> {
    const socket = next();
    if (!socket) return Promise.resolve(null);
    count += 1;
    const id = `e${count}`;
    const sentAt = time.now();
    const { promise, resolve } = Promise.withResolvers<Ack | null>();
    const inVain = () => resolve(null);
    const callOff = time.after(ACK_MS, inVain);
    socket.once('close', inVain);
    pending.set(id, (body) => resolve({ afterMs: time.now() - sentAt, body }));
    const frame = {
      envelope_id: id,
      type: envelope.type,
      accepts_response_payload: envelope.type !== 'events_api',
      payload: envelope.payload,
      ...(envelope.retry
        ? { retry_attempt: envelope.retry.attempt, retry_reason: envelope.retry.reason }
        : {}),
    };
    socket.send(JSON.stringify(frame));
    return stage.come(`an acknowledgement of ${envelope.type}`, promise).finally(() => {
      callOff();
      socket.off('close', inVain);
      pending.delete(id);
    });
  }

  const mischief = { duplicate: false };
  return {
    mischief,
    upgrades,
    newTicket() {
      count += 1;
      const ticket = `ticket-${count}`;
      tickets.add(ticket);
      return ticket;
    },
    get open() {
      return sockets.size;
    },
    get greeted() {
      return greeted;
    },
    isReady: () => next() !== null,
    async deliver(envelope) {
      const first = deliver(envelope);
      if (mischief.duplicate) await deliver(envelope);
      return first;
    },
    sayGoodbye(reason) {
      for (const socket of sockets) socket.send(JSON.stringify({ type: 'disconnect', reason }));
    },
    breakAll() {
      for (const socket of sockets) socket.terminate();
    },
    async close() {
      for (const socket of sockets) socket.terminate();
      upgrades.cut();
      wss.close();
    },
  };
}
