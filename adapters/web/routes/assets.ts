import type { FastifyInstance } from 'fastify';
import type { Asset } from '../bundle.ts';

/** A year, as long as caches keep anything; each name carries the digest of what it names. */
const FOREVER = 'public, max-age=31536000, immutable';

/** Scripts and styles, by their exact names and from memory: no path leads to a file. */
export function assetRoutes(server: FastifyInstance, files: ReadonlyMap<string, Asset>): void {
  for (const [name, { body, type }] of files) {
    server.get(`/assets/${name}`, async (_request, reply) => {
      return reply.header('cache-control', FOREVER).type(type).send(body);
    });
  }
}
