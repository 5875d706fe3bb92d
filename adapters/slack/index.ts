import { setTimeout as sleep } from 'node:timers/promises';
import { identify } from './identity.ts';
import { openSession, type Session, type SessionOptions } from './session.ts';
import { createWeb } from './web/index.ts';

/** How long is waited before Slack is asked again who we are: the first time, and at most; in milliseconds. */
const FIRST_PAUSE_MS = 1000;
const LONGEST_PAUSE_MS = 60_000;

/**
 * Opens the workspace to labvm. Where Slack cannot be reached yet it goes on trying, and everything else of labvm
 * goes on without it.
 * @throws UserError naming the variable whose token Slack refuses, and where to find the right one
 */
export async function openSlack(options: SessionOptions): Promise<Session> {
  const { settings, log } = options;
  const web = createWeb({ token: settings.botToken, apiUrl: settings.apiUrl, log });
  const over = new AbortController();
  const identity = await identify(web, log);
  let session = identity && (await openSession(web, identity, options));

  async function keepTrying(): Promise<void> {
    for (let pauseMs = FIRST_PAUSE_MS; ; pauseMs = Math.min(LONGEST_PAUSE_MS, pauseMs * 2)) {
      await sleep(pauseMs, undefined, { signal: over.signal });
      const found = await identify(web, log);
      if (!found) continue;
      session = await openSession(web, found, options);
      return;
    }
  }

  const trying = session
    ? Promise.resolve()
    : keepTrying().catch((error: unknown) => {
        if (!over.signal.aborted) log.error({ err: error }, 'labvm is not in Slack');
      });

  return {
    async close(graceMs) {
      over.abort();
      await trying;
      await session?.close(graceMs);
    },
  };
}
