import type { IncomingMessage, ServerResponse } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileAt } from './attachments.ts';
import { errorTree, Refusal, unauthorized } from './refusal.ts';
import type { Asked, Reply, Room } from './room.ts';
import { type Route, routeOf } from './routes/index.ts';

/** Serves the API's version 10. */
export async function answerHttp(
  request: IncomingMessage,
  response: ServerResponse,
  room: Room,
  gatewayUrl: () => string,
): Promise<void> {
  const url = new URL(request.url ?? '/', 'http://127.0.0.1');
  if (url.pathname.startsWith('/attachments/')) {
    const text = fileAt(url, request.headers.authorization, room);
    response.writeHead(text === null ? 404 : 200, { 'content-type': 'text/plain' });
    return void response.end(text ?? 'no such file');
  }
  const path = url.pathname
    .replace(/^\/api\/v10\//, '')
    .split('/')
    .map(decodeURIComponent);
  const method = request.method ?? 'GET';
  const answer = (status: number, body: unknown, headers: Record<string, string> = {}) => {
    // The SDK reads JSON wherever it is announced.
    const type: Record<string, string> = body === null ? {} : { 'content-type': 'application/json' };
    response.writeHead(status, { ...type, ...headers });
    response.end(body === null ? undefined : JSON.stringify(body));
  };
  const isBot = request.headers.authorization === `Bot ${room.token}` && !room.isRevoked;
  if (path.join('/') === 'gateway/bot') {
    if (!isBot) return answer(401, { message: '401: Unauthorized', code: 0 });
    const fault = room.faults.take('GET /gateway/bot');
    if (fault?.kind === 'drop') return void request.socket.destroy();
    if (fault?.kind === 'status') return answer(fault.status, { message: 'Fault', code: 0 });
    if (fault?.kind === 'delay') await sleep(fault.ms);
    if (fault?.kind === 'limited')
      return limited(fault.retryAfterS, fault.scope ?? 'user', 'GET /gateway/bot');
    const limit = { total: 1000, remaining: 1000, reset_after: 0, max_concurrency: 1 };
    return answer(200, { url: gatewayUrl(), shards: 1, session_start_limit: limit });
  }
  const route = routeOf(method, path);
  if (!route || !url.pathname.startsWith('/api/v10/')) {
    room.breaches.push(`${method} ${url.pathname}: no such route`);
    return answer(404, { message: '404: Not Found', code: 0 });
  }
  const fault = room.faults.take(route.route);
  if (fault?.kind === 'drop') return void request.socket.destroy();
  if (fault?.kind === 'status') return answer(fault.status, { message: 'Fault', code: 0 });
  if (fault?.kind === 'limited') return limited(fault.retryAfterS, fault.scope ?? 'user');
  const asked = await read(request, route, path, url.searchParams);
  if (fault?.kind === 'late') await sleep(fault.ms, undefined, { ref: false });
  const allowance = room.rates.take(route.route, path[route.isBots ? 1 : 2] ?? '');
  if (!allowance.isAllowed) return limited(allowance.resetAfterS, allowance.isGlobal ? 'global' : 'user');
  const headers = {
    'x-ratelimit-limit': String(allowance.limit),
    'x-ratelimit-remaining': String(allowance.remaining),
    'x-ratelimit-reset-after': allowance.resetAfterS.toFixed(3),
    'x-ratelimit-reset': ((Date.now() + allowance.resetAfterS * 1000) / 1000).toFixed(3),
    'x-ratelimit-bucket': Buffer.from(route.route).toString('hex').slice(0, 32),
  };
  const done = carryOut(asked, route, isBot, fault);
  if (fault?.kind === 'hang-up-after') return void request.socket.destroy();
  if (fault?.kind === 'delay') await sleep(fault.ms, undefined, { ref: false });
  answer(done.status, done.body, headers);

  function limited(retryAfterS: number, scope: string, of = route?.route ?? ''): void {
    note(429, null, null, of);
    answer(
      429,
      { message: 'You are being rate limited.', retry_after: retryAfterS, global: scope === 'global' },
      {
        'retry-after': String(Math.max(1, Math.ceil(retryAfterS))),
        'x-ratelimit-scope': scope,
        ...(scope === 'global' ? { 'x-ratelimit-global': 'true' } : {}),
      },
    );
  }

  function carryOut(one: Asked, { serve, isBots }: Route, mayAsBot: boolean, wanted: typeof fault) {
    try {
      if (isBots && !mayAsBot) throw unauthorized();
      if (wanted?.kind === 'error') throw new Refusal(wanted.status, wanted.code, wanted.message);
      const reply: Reply = serve(one, room);
      note(reply === null ? 204 : 200, null, one.body);
      return { status: reply === null ? 204 : 200, body: reply };
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      note(error.status, error.code, one.body);
      const { message, code, errors } = error;
      return {
        status: error.status,
        body: { message, code, ...(errors.length === 0 ? {} : { errors: errorTree(errors) }) },
      };
    }
  }

  function note(status: number, code: number | null, body: unknown, of = route?.route ?? ''): void {
    room.space.calls.push({ route: of, status, code, body, atMs: performance.now() });
    room.space.stage.changed();
  }
}

async function read(
  request: IncomingMessage,
  { route }: Route,
  path: readonly string[],
  query: URLSearchParams,
): Promise<Asked> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const raw = Buffer.concat(chunks);
  const type = request.headers['content-type'] ?? '';
  const asked = { method: request.method ?? 'GET', route, path, query };
  if (!type.startsWith('multipart/form-data'))
    return { ...asked, body: raw.length === 0 ? {} : JSON.parse(raw.toString('utf8')), files: [] };
  const form = await new Response(raw, { headers: { 'content-type': type } }).formData();
  const files: { key: string; name: string; text: string }[] = [];
  for (const [key, value] of form)
    if (typeof value !== 'string') files.push({ key, name: value.name, text: await value.text() });
  return { ...asked, body: JSON.parse(String(form.get('payload_json') ?? '{}')), files };
}
