import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Consoles } from '../../../src/console/consoles.ts';
import { newSecret } from '../../../src/console/grant.ts';
import type { Visit } from '../../../src/console/visits.ts';
import type { PageNames } from '../bundle.ts';
import { type FactsPorts, factsOf } from '../console-facts.ts';
import { contentSecurityPolicy } from '../headers.ts';
import { consolePage } from '../html/console.ts';
import { endedPage } from '../html/ended.ts';
import { localeAsked } from '../locale.ts';
import { refusalBody, statusOf } from '../refusal-page.ts';
import type { Tickets } from '../ticket.ts';

export interface ConsolePorts extends FactsPorts {
  readonly ways: Pick<Consoles, 'enter' | 'refused'>;
  readonly tickets: Tickets;
  readonly names: () => Promise<PageNames>;
}

/** A console's page, and whether its session still counts; both for the browser with the ticket alone. */
export function consoleRoutes(server: FastifyInstance, ports: ConsolePorts): void {
  const { ways, tickets, names } = ports;

  /** @throws UserError where there is no ticket, or none that counts */
  async function enter(request: FastifyRequest): Promise<Visit> {
    const { id = '' } = request.params as { id?: string };
    // A ticket that is not there is as good as one that was never given.
    return ways.enter(tickets.shown(request, id) ?? { id: id.slice(0, 40), secret: '' }, request.ip);
  }

  const page = (reply: FastifyReply) => reply.type('text/html; charset=utf-8');

  server.get('/console/:id/', async (request, reply) => {
    try {
      const visit = await enter(request);
      visit.leave();
      const nonce = newSecret();
      reply.header('content-security-policy', contentSecurityPolicy(nonce));
      return page(reply).send(consolePage(await factsOf(visit.grant, ports), await names(), nonce));
    } catch (error) {
      const locale = localeAsked(request.headers['accept-language']);
      return page(reply)
        .code(statusOf(error))
        .send(endedPage(refusalBody(error, locale), locale, await names()));
    }
  });

  server.get('/console/:id/session', async (request, reply) => {
    try {
      const visit = await enter(request);
      visit.leave();
      return reply.send({ until: visit.until.toISOString() });
    } catch (error) {
      const locale = localeAsked(request.headers['accept-language']);
      return reply.code(statusOf(error)).send(refusalBody(error, locale));
    }
  });
}
