import cookie from '@fastify/cookie';
import websocket from '@fastify/websocket';
import fastify, { type FastifyInstance } from 'fastify';
import type { ConsoleRoom } from '../../src/app.ts';
import type { Log } from '../../src/base/log.ts';
import type { Desk } from '../../src/chat/desk.ts';
import type { Bundle } from './bundle.ts';
import { sendHeaders } from './headers.ts';
import { localeAsked } from './locale.ts';
import { ownOrigins } from './origin.ts';
import { withoutPrefix } from './prefix.ts';
import { MOST_MESSAGE_BYTES } from './protocol.ts';
import { refusalBody } from './refusal-page.ts';
import { assetRoutes } from './routes/assets.ts';
import { consoleRoutes } from './routes/console.ts';
import { healthRoute } from './routes/health.ts';
import { openRoutes } from './routes/open.ts';
import type { WebSettings } from './settings.ts';
import { createGuard } from './sockets/guard.ts';
import { closeHalfOpen } from './sockets/half-open.ts';
import { socketRoutes } from './sockets/index.ts';
import { createTickets } from './ticket.ts';

export interface ServerOptions {
  readonly settings: WebSettings;
  readonly room: ConsoleRoom;
  readonly desk: Desk;
  /** What the pages load, once it is made. */
  readonly bundle: () => Promise<Bundle>;
  readonly log: Log;
}

/** What a request may bring, in bytes: a link's secret is the longest. */
const MOST_BODY_BYTES = 4096;
/** How long a browser may take to say what it wants, in milliseconds. */
const REQUEST_MS = 15_000;
/** The longest part of a path that means anything, in characters. */
const MOST_PARAMETER = 64;

/** What is fetched by browsers and robots of themselves, and means nothing. */
const BY_THEMSELVES = new Set(['/favicon.ico', '/robots.txt']);

/** The pages with screens and consoles, not yet listening. */
export async function createServer({
  settings,
  room,
  desk,
  bundle,
  log,
}: ServerOptions): Promise<FastifyInstance> {
  const { ways, serial, hypervisor, watchHub, capabilities } = room;
  const server = fastify({
    logger: false,
    bodyLimit: MOST_BODY_BYTES,
    requestTimeout: REQUEST_MS,
    // The address of whoever asks: what a request says of it counts only if the proxy says so that was set up.
    trustProxy: settings.trustedProxies.length > 0 && [...settings.trustedProxies],
    rewriteUrl: withoutPrefix(settings.publicUrl),
    routerOptions: { maxParamLength: MOST_PARAMETER },
    // Open consoles end with labvm, and do not keep it.
    forceCloseConnections: true,
  });
  await server.register(cookie);
  await server.register(websocket, {
    options: { maxPayload: MOST_MESSAGE_BYTES, perMessageDeflate: false },
  });
  closeHalfOpen(server);
  sendHeaders(server);
  server.setNotFoundHandler(async (request, reply) => {
    const [path = ''] = request.url.split('?', 1);
    if (!BY_THEMSELVES.has(path)) {
      await ways.refused({ act: 'web page', why: `no page at ${path.slice(0, 100)}`, from: request.ip });
    }
    return reply.code(404).send({ error: 'not found' });
  });
  server.setErrorHandler(async (error: Error & { statusCode?: number }, request, reply) => {
    const status = error.statusCode ?? 500;
    if (status >= 500) log.error({ err: error, path: request.routeOptions.url }, 'a page could not be made');
    else await ways.refused({ act: 'web page', why: `broken request: ${status}`, from: request.ip });
    const locale = localeAsked(request.headers['accept-language']);
    return reply.code(status).send(refusalBody(null, locale));
  });

  const names = async () => (await bundle()).names;
  const tickets = createTickets(settings.publicUrl);
  const isOwnOrigin = ownOrigins(settings);
  const guard = createGuard({ ways, tickets, isOwnOrigin });
  healthRoute(server);
  assetRoutes(server, bundle);
  const facts = { capabilities, find: hypervisor.find };
  openRoutes(server, { ways, tickets, isOwnOrigin, names, ...facts });
  consoleRoutes(server, { ways, tickets, names, ...facts });
  socketRoutes(server, { guard, serial, hypervisor, watchHub, desk, log });
  return server;
}
