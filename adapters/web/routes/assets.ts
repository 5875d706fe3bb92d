import type { FastifyInstance } from 'fastify';
import type { Bundle } from '../bundle.ts';

/** A year, as long as caches keep anything; each name carries the digest of what it names. */
const FOREVER = 'public, max-age=31536000, immutable';

/** Scripts and styles, by their exact names and from memory: no path leads to a file. */
export function assetRoutes(server: FastifyInstance, bundle: () => Promise<Bundle>): void {
  server.get('/assets/:name', async (request, reply) => {
    const { name = '' } = request.params as { name?: string };
    const asset = (await bundle()).files.get(name);
    if (!asset) return reply.callNotFound();
    return reply.header('cache-control', FOREVER).type(asset.type).send(asset.body);
  });
}
