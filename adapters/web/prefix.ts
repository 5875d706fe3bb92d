import type { FastifyServerOptions } from 'fastify';

/**
 * Takes the path before labvm's pages off a request, where the web server before labvm has not done it: both ways of
 * setting one up work.
 */
export function withoutPrefix(publicUrl: string | null): NonNullable<FastifyServerOptions['rewriteUrl']> {
  const prefix = publicUrl === null ? '/' : new URL(publicUrl).pathname;
  return ({ url = '/' }) => (url.startsWith(prefix) ? `/${url.slice(prefix.length)}` : url);
}
