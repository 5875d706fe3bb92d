import type { FastifyReply, FastifyRequest } from 'fastify';
import type { WebSocket } from 'ws';
import { UserError } from '../../../src/base/errors.ts';
import type { Consoles } from '../../../src/console/consoles.ts';
import type { Visit } from '../../../src/console/visits.ts';
import { localeAsked } from '../locale.ts';
import { CLOSE } from '../protocol.ts';
import { refusalBody, statusOf } from '../refusal-page.ts';
import type { Tickets } from '../ticket.ts';
import { keepAlive } from './alive.ts';
import { close } from './send.ts';

/** How many sockets of one kind a session may have open: a few windows of one browser. */
const MOST_OF_A_KIND = 4;

export interface GuardPorts {
  readonly ways: Pick<Consoles, 'enter' | 'refused'>;
  readonly tickets: Tickets;
  readonly isOwnOrigin: (origin: string | undefined) => boolean;
}

/** Lets sockets in: a page of ours, with a ticket of this session, that still counts. */
export interface Guard {
  /** Before the upgrade: whoever is refused gets a plain answer and no socket. */
  admit(kind: string): (request: FastifyRequest, reply: FastifyReply) => Promise<unknown>;
  /** After it: the visit that was let in. The socket ends with it. */
  visitOf(request: FastifyRequest, socket: WebSocket, kind: string): Visit;
}

export function createGuard({ ways, tickets, isOwnOrigin }: GuardPorts): Guard {
  const visits = new WeakMap<FastifyRequest['raw'], Visit>();
  const counts = new Map<string, number>();

  async function refuse(request: FastifyRequest, reply: FastifyReply, kind: string, why: string) {
    await ways.refused({ act: `console ${kind}`, why, from: request.ip });
    return reply.code(403).send(refusalBody(ELSEWHERE, localeAsked(request.headers['accept-language'])));
  }

  return {
    admit: (kind) => async (request, reply) => {
      const { id = '' } = request.params as { id?: string };
      if (!isOwnOrigin(request.headers.origin)) return refuse(request, reply, kind, 'wrong origin');
      const ticket = tickets.shown(request, id);
      if (!ticket) return refuse(request, reply, kind, 'no ticket');
      const key = `${kind} ${id}`;
      if ((counts.get(key) ?? 0) >= MOST_OF_A_KIND) return refuse(request, reply, kind, 'too many sockets');
      let visit: Visit;
      try {
        visit = await ways.enter(ticket, request.ip);
      } catch (error) {
        return reply
          .code(statusOf(error))
          .send(refusalBody(error, localeAsked(request.headers['accept-language'])));
      }
      counts.set(key, (counts.get(key) ?? 0) + 1);
      visits.set(request.raw, visit);
      // The connection itself: a browser may be gone before its socket is one.
      const leave = () => {
        visit.leave();
        const count = (counts.get(key) ?? 1) - 1;
        if (count > 0) counts.set(key, count);
        else counts.delete(key);
      };
      if (request.raw.socket.destroyed) leave();
      else request.raw.socket.once('close', leave);
    },
    visitOf(request, socket, kind) {
      const visit = visits.get(request.raw);
      if (!visit) throw new TypeError('A socket was opened that nobody admitted.');
      const { grant, signal } = visit;
      const note = (why: string) =>
        void ways.refused({ act: `console ${kind}`, why, from: request.ip, grant });
      socket.on('error', (error: Error & { code?: string }) => {
        note(error.code === 'WS_ERR_UNSUPPORTED_MESSAGE_LENGTH' ? 'message too long' : 'broken message');
      });
      keepAlive(socket, () => note('does not read or answer'));
      const end = () => close(socket, CLOSE.over, 'session over');
      // After those who have something to say about it.
      const endLater = () => setImmediate(end);
      if (signal.aborted) end();
      else signal.addEventListener('abort', endLater, { once: true });
      socket.once('close', () => signal.removeEventListener('abort', endLater));
      return visit;
    },
  };
}

const ELSEWHERE = new UserError(
  'not-allowed',
  {
    en: 'This request did not come from a page of this labvm with an open session.',
    es: 'Esta petición no viene de una página de este labvm con una sesión abierta.',
  },
  {
    en: 'Ask for a link in the chat: /vm console web1. If this happens with a fresh link, LABVM_PUBLIC_URL differs from the address in the browser.',
    es: 'Pida un enlace en el chat: /vm console web1. Si ocurre con un enlace recién pedido, LABVM_PUBLIC_URL no coincide con la dirección del navegador.',
  },
);
