import { setTimeout as sleep } from 'node:timers/promises';
import { type App, type Receiver, SocketModeReceiver } from '@slack/bolt';
import type { Log } from '../../src/log.ts';
import { acknowledgesLate } from './late-ack.ts';
import { sdkLog } from './sdk-log.ts';
import { isDeadToken, tokenRefused } from './token-errors.ts';

export interface SocketOptions {
  readonly appToken: string;
  readonly apiUrl: string | undefined;
  readonly log: Log;
  /** Slack will never take the token again. */
  onDead(code: string): void;
}

/** How long Slack may take to greet on a new socket, in milliseconds. */
const HELLO_MS = 15_000;
/** How long is waited before a new socket, where one was not enough: at first, and at most; in milliseconds. */
const FIRST_PAUSE_MS = 100;
const LONGEST_PAUSE_MS = 30_000;
/** A socket that lived this long was a good one, in milliseconds. */
const GOOD_MS = 10_000;
/**
 * How long Slack may take to answer a ping, in milliseconds. The SDK's five seconds are too few where the guests leave
 * little of the processor, and a socket that is given up loses what Slack was about to bring.
 */
const PONG_MS = 10_000;
/** How long a peer may take to close a socket in order, in milliseconds. */
const CLOSE_MS = 500;

type Client = SocketModeReceiver['client'];

/**
 * Keeps one socket to Slack open. Slack ends every socket now and then and says so before: the next one is opened at
 * once, while the SDK itself would wait for some seconds, in which nobody is heard.
 */
export function createSocket({ appToken, apiUrl, log, onDead }: SocketOptions): Receiver {
  const over = new AbortController();
  const clients = new Set<Client>();
  let app: App | null = null;

  /** @returns a socket that Slack has greeted, and what resolves when another one is due */
  async function open(): Promise<{ ended: Promise<void> }> {
    const receiver = new SocketModeReceiver({
      appToken,
      autoReconnectEnabled: false,
      clientPingTimeout: PONG_MS,
      logger: sdkLog(log),
      installerOptions: {
        clientOptions: {
          retryConfig: { retries: 0 },
          rejectRateLimitedCalls: true,
          ...(apiUrl === undefined ? {} : { slackApiUrl: apiUrl }),
        },
      },
    });
    if (app) receiver.init(app);
    const { client } = receiver;
    clients.add(client);
    const ended = endOf(client, log).finally(() => clients.delete(client));
    try {
      await greeted(client);
    } catch (error) {
      await shut(client);
      throw error;
    }
    return { ended };
  }

  async function stayOpen(first: { ended: Promise<void> } | null): Promise<void> {
    let socket = first;
    // The first one that ends is followed at once: until then Slack has nobody to bring anything to.
    let pauseMs = 0;
    while (!over.signal.aborted) {
      const since = performance.now();
      await socket?.ended;
      if (socket && performance.now() - since > GOOD_MS) pauseMs = 0;
      await sleep(pauseMs * (0.5 + Math.random()), undefined, { signal: over.signal }).catch(() => {});
      if (over.signal.aborted) return;
      socket = await open().catch((error: unknown) => {
        const code = codeOf(error);
        if (code !== null && isDeadToken(code)) {
          over.abort();
          onDead(code);
        } else {
          log.warn({ err: error, code }, 'no socket to Slack, trying again');
        }
        return null;
      });
      pauseMs = Math.min(LONGEST_PAUSE_MS, Math.max(FIRST_PAUSE_MS, pauseMs * 2));
    }
  }

  return {
    init(given) {
      app = acknowledgesLate(given);
    },
    async start() {
      const first = await open().catch((error: unknown) => {
        const code = codeOf(error);
        if (code !== null && (isDeadToken(code) || code === 'missing_scope'))
          throw tokenRefused('SLACK_APP_TOKEN', code);
        log.warn({ err: error, code }, 'no socket to Slack yet, trying again');
        return null;
      });
      void stayOpen(first);
    },
    async stop() {
      over.abort();
      await Promise.all([...clients].map(shut));
    },
  };
}

/** Resolves once Slack has greeted on the socket; rejects if it does not in time, or refuses. */
async function greeted(client: Client): Promise<void> {
  const late = new AbortController();
  try {
    await Promise.race([
      client.start(),
      sleep(HELLO_MS, undefined, { signal: late.signal }).then(() => {
        throw new Error('Slack did not greet in time.');
      }),
    ]);
  } finally {
    late.abort();
  }
}

/** Resolves when a socket has ended, or Slack says that it will. */
function endOf(client: Client, log: Log): Promise<void> {
  return new Promise((resolve) => {
    client.on('disconnected', () => resolve());
    client.on('ws_message', (data: unknown) => {
      const reason = typeof data === 'string' ? goodbyeIn(data) : null;
      if (reason === null) return;
      if (reason === 'link_disabled')
        log.warn({}, 'Socket Mode is switched off in the app: see api.slack.com/apps, Socket Mode');
      resolve();
    });
  });
}

/** Why Slack says that it will close a socket; null where a frame says something else. */
function goodbyeIn(frame: string): string | null {
  if (!frame.includes('"disconnect"')) return null;
  try {
    const { type, reason } = JSON.parse(frame) as { type?: unknown; reason?: unknown };
    return type === 'disconnect' ? String(reason) : null;
  } catch {
    return null;
  }
}

/** Closes a socket in order, and by force if the peer does not answer. */
async function shut(client: Client): Promise<void> {
  const closed = Promise.resolve(client.disconnect()).catch(() => {});
  await Promise.race([closed, sleep(CLOSE_MS)]);
  // A second time, the SDK no longer waits for the peer.
  await Promise.race([Promise.resolve(client.disconnect()).catch(() => {}), sleep(CLOSE_MS)]);
}

/** What Slack said, if it was Slack that refused. */
function codeOf(error: unknown): string | null {
  const data = (error as { data?: { error?: unknown } } | undefined)?.data;
  return typeof data?.error === 'string' ? data.error : null;
}
