// Its types: a route that is a socket.
import '@fastify/websocket';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { WebSocket } from 'ws';
import type { Log } from '../../../src/base/log.ts';
import { PortError } from '../../../src/base/port-error.ts';
import type { SerialHub } from '../../../src/console/serial/hub.ts';
import type { Visit } from '../../../src/console/visits.ts';
import type { Hypervisor } from '../../../src/vm/hypervisor.ts';
import { CLOSE } from '../protocol.ts';
import { type EventsPorts, joinEvents } from './events.ts';
import type { Guard } from './guard.ts';
import { joinScreen } from './screen.ts';
import { close } from './send.ts';
import { joinSerial } from './serial.ts';

export interface SocketPorts extends EventsPorts {
  readonly guard: Guard;
  readonly serial: SerialHub;
  readonly hypervisor: Pick<Hypervisor, 'find' | 'openScreen'>;
  readonly log: Log;
}

/** The three sockets of a console's page: what becomes of it, its screen, its serial console. */
export function socketRoutes(server: FastifyInstance, ports: SocketPorts): void {
  const { guard, hypervisor, serial, log } = ports;

  const route = (
    kind: string,
    join: (socket: WebSocket, visit: Visit, request: FastifyRequest) => Promise<void>,
  ) => {
    const options = { websocket: true, preValidation: guard.admit(kind) } as const;
    server.get(`/console/:id/${kind}`, options, (socket: WebSocket, request: FastifyRequest) => {
      const visit = guard.visitOf(request, socket, kind);
      join(socket, visit, request).catch((error: unknown) => {
        log.info({ err: error, vm: visit.grant.vm, kind }, 'a console could not be opened or ended');
        closeFor(socket, error);
      });
    });
  };

  route('events', (socket, visit) => joinEvents(socket, visit, ports));
  route('screen', async (socket, { grant }) => {
    // Nothing is lost of what comes before the machine's side is open.
    socket.pause();
    const screen = await hypervisor.openScreen(grant.ref);
    if (socket.readyState !== socket.OPEN) return void screen.destroy();
    joinScreen(socket, screen, (error) =>
      close(socket, CLOSE.notNow, error ? 'screen broke' : 'screen ended'),
    );
    socket.resume();
  });
  route('serial', async (socket, { grant }, request) => {
    socket.pause();
    const viewer = await serial.join(grant.ref, placeOf(request));
    if (socket.readyState !== socket.OPEN) return viewer.leave();
    socket.resume();
    await joinSerial(socket, viewer);
    close(socket, CLOSE.notNow, 'console ended');
  });
}

/** The place up to which a browser has seen the console, where it says so. */
function placeOf(request: FastifyRequest): number | null {
  const { from } = request.query as { from?: unknown };
  if (typeof from !== 'string' || !/^\d{1,16}$/.test(from)) return null;
  const place = Number(from);
  return Number.isSafeInteger(place) ? place : null;
}

function closeFor(socket: WebSocket, error: unknown): void {
  const kind = error instanceof PortError ? error.kind : 'failed';
  close(socket, kind === 'wrong-state' ? CLOSE.off : CLOSE.notNow, kind);
}
