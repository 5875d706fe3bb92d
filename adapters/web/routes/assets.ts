import type { FastifyInstance } from 'fastify';
import type { Bundle } from '../bundle.ts';
import { codingFor } from '../compressed.ts';

/** A year, as long as caches keep anything; each name carries the digest of what it names. */
const FOREVER = 'public, max-age=31536000, immutable';

/**
 * Scripts and styles, by their exact names and from memory: no path leads to a file. They are the same for everybody
 * and hold no secret, so that how small they become tells nothing; nothing else is compressed.
 */
export function assetRoutes(server: FastifyInstance, bundle: () => Promise<Bundle>): void {
  server.get('/assets/:name', async (request, reply) => {
    const { name = '' } = request.params as { name?: string };
    const asset = (await bundle()).files.get(name);
    if (!asset) return reply.callNotFound();
    const coding = codingFor(request.headers['accept-encoding']);
    if (coding !== 'identity') reply.header('content-encoding', coding);
    return reply
      .header('cache-control', FOREVER)
      .header('vary', 'accept-encoding')
      .type(asset.type)
      .send(asset[coding]);
  });
}
