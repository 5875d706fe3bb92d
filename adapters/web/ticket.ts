import type { CookieSerializeOptions } from '@fastify/cookie';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Ticket } from '../../src/console/grant.ts';

/** Names the ticket; each session has one of its own, because it stands for its path alone. */
const COOKIE = 'labvm-console';

/** A session's name in an address: of letters that `newGrantId` makes. */
export const ID = /^[A-Za-z0-9_-]{8,32}$/;

/** Keeps tickets in browsers. */
export interface Tickets {
  give(reply: FastifyReply, ticket: Ticket): void;
  /** The ticket that a browser shows for this session; null: none. */
  shown(request: FastifyRequest, id: string): Ticket | null;
}

/**
 * Tickets as cookies that no script reads, that go to their session alone and never with a page of somebody else's
 * (RFC 6265bis: HttpOnly, Path, SameSite). Over TLS alone where the pages are served so.
 */
export function createTickets(publicUrl: string | null): Tickets {
  const url = publicUrl === null ? null : new URL(publicUrl);
  const options: CookieSerializeOptions = {
    httpOnly: true,
    sameSite: 'strict',
    secure: url?.protocol === 'https:',
  };
  return {
    give(reply, { id, secret }) {
      reply.setCookie(COOKIE, secret, { ...options, path: `${url?.pathname ?? '/'}console/${id}/` });
    },
    shown(request, id) {
      const secret = request.cookies[COOKIE];
      return secret === undefined || secret.length > 100 || !ID.test(id) ? null : { id, secret };
    },
  };
}
