import type { FastifyInstance } from 'fastify';

/** Says to whoever watches over labvm that it answers. Tells nothing else: anybody may ask. */
export function healthRoute(server: FastifyInstance): void {
  server.get('/healthz', async () => ({ ok: true, name: 'labvm' }));
}
