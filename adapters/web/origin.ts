import { localUrl } from '../../src/console/pages.ts';
import type { WebSettings } from './settings.ts';

/**
 * Whether a page of ours asks. A browser says in `Origin` whose page it is that opens a socket or posts (RFC 6455,
 * 10.2; Fetch, 3.2); a request without one comes from no page.
 */
export function ownOrigins({ host, port, publicUrl }: WebSettings): (origin: string | undefined) => boolean {
  const own = new Set(publicUrl === null ? localOrigins(host, port) : [new URL(publicUrl).origin]);
  return (origin) => origin !== undefined && own.has(origin);
}

/** Without a public address only browsers on labvm's own host are served, by whichever name they call it. */
function localOrigins(host: string, port: number): readonly string[] {
  return [
    localUrl({ host, port }),
    `http://127.0.0.1:${port}/`,
    `http://localhost:${port}/`,
    `http://[::1]:${port}/`,
  ].map((url) => new URL(url).origin);
}
