import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import type { Consoles } from '../../../src/console/consoles.ts';
import type { PageNames } from '../bundle.ts';
import { openPage } from '../html/open.ts';
import { localeAsked } from '../locale.ts';
import { refusalBody, statusOf } from '../refusal-page.ts';
import type { Tickets } from '../ticket.ts';

const body = z.object({ token: z.string().min(1).max(200) });

export interface OpenPorts {
  readonly ways: Pick<Consoles, 'open' | 'refused'>;
  readonly tickets: Tickets;
  readonly isOwnOrigin: (origin: string | undefined) => boolean;
  readonly names: () => Promise<PageNames>;
}

/**
 * Where links lead. The page itself is the same for everybody and uses nothing up, so that whoever previews links may
 * fetch it; its script hands the link's secret in, which stands behind `#` and comes in no request of its own.
 */
export function openRoutes(server: FastifyInstance, { ways, tickets, isOwnOrigin, names }: OpenPorts): void {
  server.get('/open', async (request, reply) => {
    return reply
      .type('text/html; charset=utf-8')
      .send(openPage(localeAsked(request.headers['accept-language']), await names()));
  });
  server.post('/api/open', async (request, reply) => {
    const locale = localeAsked(request.headers['accept-language']);
    const given = body.safeParse(request.body);
    const why = !isOwnOrigin(request.headers.origin) ? 'wrong origin' : given.success ? null : 'no token';
    if (why !== null || !given.success) {
      await ways.refused({ act: 'console open', why: why ?? 'no token', from: request.ip });
      return reply.code(403).send(refusalBody(null, locale));
    }
    try {
      const { ticket } = await ways.open(given.data.token, request.ip);
      tickets.give(reply, ticket);
      return reply.send({ path: `console/${ticket.id}/` });
    } catch (error) {
      return reply.code(statusOf(error)).send(refusalBody(error, locale));
    }
  });
}
