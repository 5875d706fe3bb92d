import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import type { Consoles } from '../../../src/console/consoles.ts';
import { type Grant, newSecret } from '../../../src/console/grant.ts';
import type { PageNames } from '../bundle.ts';
import { type FactsPorts, factsOf } from '../console-facts.ts';
import { contentSecurityPolicy } from '../headers.ts';
import { consolePage } from '../html/console.ts';
import { openPage } from '../html/open.ts';
import { localeAsked } from '../locale.ts';
import { refusalBody, statusOf } from '../refusal-page.ts';
import type { Tickets } from '../ticket.ts';

const body = z.object({ token: z.string().min(1).max(200) });

export interface OpenPorts extends FactsPorts {
  readonly ways: Pick<Consoles, 'open' | 'refused'>;
  readonly tickets: Tickets;
  readonly isOwnOrigin: (origin: string | undefined) => boolean;
  readonly names: () => Promise<PageNames>;
}

/**
 * Where links lead. The page itself is the same for everybody and uses nothing up, so that whoever previews links may
 * fetch it; its script hands the link's secret in, which stands behind `#` and comes in no request of its own. The
 * answer brings the console's page, which the link's page becomes.
 */
export function openRoutes(server: FastifyInstance, ports: OpenPorts): void {
  const { ways, tickets, isOwnOrigin, names } = ports;

  /** The same page as by its own address; undefined where it cannot be made now: that address says why. */
  async function pageOf(grant: Grant): Promise<string | undefined> {
    try {
      // Its styles go by the policy of the link's page.
      return consolePage(await factsOf(grant, ports), await names(), '');
    } catch {
      return undefined;
    }
  }

  server.get('/open', async (request, reply) => {
    const nonce = newSecret();
    return reply
      .header('content-security-policy', contentSecurityPolicy(nonce))
      .type('text/html; charset=utf-8')
      .send(openPage(localeAsked(request.headers['accept-language']), await names(), nonce));
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
      const { ticket, grant } = await ways.open(given.data.token, request.ip);
      tickets.give(reply, ticket);
      return reply.send({ path: `console/${ticket.id}/`, page: await pageOf(grant) });
    } catch (error) {
      return reply.code(statusOf(error)).send(refusalBody(error, locale));
    }
  });
}
