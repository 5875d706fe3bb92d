import { createOutage } from '../../src/chat/outage.ts';
import { pauseByClock } from '../../src/chat/pause.ts';
import type { Session } from '../../src/chat/session.ts';
import { awayMs } from './away.ts';
import { identify } from './identity.ts';
import { openSession, type SlackOptions } from './session.ts';
import { createWeb } from './web/index.ts';

const OUTAGE = {
  begun: 'Slack cannot be asked who we are, trying again',
  over: 'Slack has said who we are',
} as const;

/**
 * Opens the workspace to labvm. Where Slack cannot be reached yet it goes on trying, and everything else of labvm
 * goes on without it.
 * @throws UserError naming the variable whose token Slack refuses, and where to find the right one
 */
export async function openSlack(options: SlackOptions): Promise<Session> {
  const { settings, log, pause = pauseByClock, signal, presence } = options;
  const calls = new AbortController();
  const over = new AbortController();
  const web = createWeb({ token: settings.botToken, apiUrl: settings.apiUrl, log, signal: calls.signal });
  const hangUp = () => calls.abort();
  const outage = createOutage(log, OUTAGE, presence);

  async function enter(): Promise<Session | null> {
    const identity = await identify(web, outage);
    return identity && (await openSession(web, hangUp, identity, options));
  }

  async function keepTrying(): Promise<Session | null> {
    for (let failures = 1; !over.signal.aborted; failures += 1) {
      await pause(awayMs(failures), over.signal);
      const session = over.signal.aborted ? null : await enter();
      if (session) return session;
    }
    return null;
  }

  // Asked while nobody waits for the answer any more: then it is as if Slack could not be reached.
  const giveUp = () => {
    over.abort();
    hangUp();
  };
  if (signal?.aborted) giveUp();
  signal?.addEventListener('abort', giveUp, { once: true });
  const first = await enter();
  signal?.removeEventListener('abort', giveUp);
  const entering = first
    ? Promise.resolve(first)
    : keepTrying().catch((error: unknown) => {
        if (!over.signal.aborted) log.error({ err: error }, 'labvm is not in Slack');
        return null;
      });
  let isIn = first !== null;
  void entering.then(() => {
    isIn = true;
  });

  return {
    async close(graceMs) {
      over.abort();
      // Whoever is not in yet has nothing to say.
      if (!isIn) hangUp();
      await (await entering)?.close(graceMs);
    },
  };
}
