import { setTimeout as sleep } from 'node:timers/promises';
import { type App, type Receiver, SocketModeReceiver } from '@slack/bolt';
import type { Log } from '../../src/base/log.ts';
import { createOutage } from '../../src/chat/outage.ts';
import { backoffMs } from '../../src/chat/outbox/backoff.ts';
import { type Pause, pauseByClock } from '../../src/chat/pause.ts';
import type { Presence } from '../../src/chat/presence.ts';
import { fetchUntil } from './abortable.ts';
import { acknowledgesLate } from './late-ack.ts';
import { socketLog } from './sdk-log.ts';
import { isDeadToken, tokenRefused } from './token-errors.ts';
import { causeOfCall, failureOf } from './web/index.ts';

export interface SocketOptions {
  readonly appToken: string;
  readonly apiUrl: string | undefined;
  readonly log: Log;
  /** Waits between attempts. */
  readonly pause?: Pause;
  /** Hears when there is no socket, and when there is one again. */
  readonly presence?: Presence;
  /** Slack will never take the token again. */
  onDead(code: string): void;
}

/** How long Slack may take to greet on a new socket, in milliseconds. */
const HELLO_MS = 15_000;
/** A socket that lived this long was a good one, in milliseconds. */
const GOOD_MS = 10_000;
/**
 * How long Slack may take to answer a ping, in milliseconds. The SDK's five seconds are too few where the guests leave
 * little of the processor, and a socket that is given up loses what Slack was about to bring.
 */
const PONG_MS = 10_000;
/** How long a peer may take to close a socket in order, in milliseconds. */
const CLOSE_MS = 500;

const OUTAGE = {
  begun: 'labvm has no socket to Slack and goes on trying',
  over: 'labvm has a socket to Slack again',
} as const;

type Client = SocketModeReceiver['client'];

/** A socket that Slack has greeted. */
interface Open {
  /** Resolves when another one is due. */
  readonly ended: Promise<void>;
}

/**
 * Keeps one socket to Slack open. Slack ends every socket now and then and says so before: the next one is opened at
 * once, while the SDK itself would wait for some seconds, in which nobody is heard. Nobody but the loop below opens
 * another one, and only after the last one's client has let go of what it held.
 */
export function createSocket({
  appToken,
  apiUrl,
  log,
  presence,
  onDead,
  pause = pauseByClock,
}: SocketOptions): Receiver {
  const over = new AbortController();
  const clients = new Set<Client>();
  const outage = createOutage(log, OUTAGE, presence);
  let app: App | null = null;
  let staying: Promise<void> = Promise.resolve();
  /** What Slack asks for before the next attempt, in milliseconds. */
  let askedToWaitMs = 0;

  /** Rejects with what Slack, or the way to it, said. */
  async function open(): Promise<Open> {
    const given = new AbortController();
    const receiver = new SocketModeReceiver({
      appToken,
      autoReconnectEnabled: false,
      clientPingTimeout: PONG_MS,
      logger: socketLog(log),
      installerOptions: {
        clientOptions: {
          retryConfig: { retries: 0 },
          rejectRateLimitedCalls: true,
          fetch: fetchUntil(AbortSignal.any([given.signal, over.signal])),
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
      given.abort();
      await shut(client);
      throw error;
    }
    return { ended };
  }

  /** @returns null where there is none for now, or Slack has refused */
  async function tryToOpen(isRefused: (code: string) => boolean): Promise<Open | null> {
    try {
      return await open();
    } catch (error) {
      const code = codeOf(error);
      if (code !== null && isRefused(code)) return null;
      const failure = failureOf(error);
      askedToWaitMs = failure.kind === 'limited' ? failure.retryAfterMs : 0;
      if (!over.signal.aborted) outage.failed(causeOfCall(error));
      return null;
    }
  }

  async function stayOpen(first: Open | null): Promise<void> {
    let socket = first;
    let failures = first ? 0 : 1;
    while (!over.signal.aborted) {
      const since = performance.now();
      await socket?.ended;
      // A good one that ends is followed at once: until then Slack has nobody to bring anything to.
      if (socket && performance.now() - since > GOOD_MS) failures = 0;
      if (failures > 0) await pause(Math.max(askedToWaitMs, backoffMs(failures)), over.signal);
      askedToWaitMs = 0;
      failures += 1;
      if (over.signal.aborted) return;
      socket = await tryToOpen((code) => {
        if (!isDeadToken(code)) return false;
        over.abort();
        onDead(code);
        return true;
      });
      if (socket) outage.over();
    }
  }

  return {
    init(given) {
      app = acknowledgesLate(given);
    },
    async start() {
      const first = await tryToOpen((code) => {
        if (isDeadToken(code) || code === 'missing_scope') throw tokenRefused('SLACK_APP_TOKEN', code);
        return false;
      });
      staying = stayOpen(first);
    },
    async stop() {
      over.abort();
      await Promise.all([...clients].map(shut));
      await staying;
    },
  };
}

/** Resolves once Slack has greeted on the socket; rejects if it does not in time, or refuses. */
async function greeted(client: Client): Promise<void> {
  const late = new AbortController();
  const { promise: broken, reject: breaks } = Promise.withResolvers<never>();
  broken.catch(() => {});
  // A socket that was refused is never told as ended by the SDK.
  client.on('error', (error: unknown) => breaks(refusalIn(error)));
  try {
    await Promise.race([
      broken,
      client.start().catch((error: unknown) => {
        throw error ?? new Error('the socket was closed without a greeting');
      }),
      sleep(HELLO_MS, undefined, { signal: late.signal }).then(() => {
        throw new Error('Slack did not greet in time.');
      }),
    ]);
  } finally {
    late.abort();
  }
}

/** What stood in the way; the SDK's own error often has no words. */
function refusalIn(error: unknown): unknown {
  const { original = error } = error as { original?: unknown };
  if (original instanceof Error && original.message !== '') return original;
  return new Error('the way to Slack lets no WebSocket through');
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

/** Closes a socket in order, and by force if the peer does not answer. Nothing of it is left. */
async function shut(client: Client): Promise<void> {
  const inner = innerOf(client);
  if (inner?.isActive()) {
    const patience = new AbortController();
    const late = sleep(CLOSE_MS, undefined, { signal: patience.signal }).catch(() => {});
    await Promise.race([Promise.resolve(client.disconnect()).catch(() => {}), late]);
    patience.abort();
  }
  innerOf(client)?.cleanup();
}

/** What the SDK's client holds: the socket with its timers. */
interface Inner {
  isActive(): boolean;
  /** Destroys the socket, stops the timers and tells the client that it has ended. */
  cleanup(): void;
}

/**
 * The SDK has no way to end a client whose socket was refused: its `disconnect` waits half a minute for a peer that is
 * not there, by one timer more with each call, and these hold the process (socket-mode 3.1.0, SlackWebSocket). So its
 * socket is reached for; a test proves that nothing is left of it.
 */
function innerOf(client: Client): Inner | null {
  const inner: unknown = Reflect.get(client, 'websocket');
  return typeof inner === 'object' && inner !== null && 'cleanup' in inner ? (inner as Inner) : null;
}

/** What Slack said, if it was Slack that refused. */
function codeOf(error: unknown): string | null {
  const data = (error as { data?: { error?: unknown } } | undefined)?.data;
  return typeof data?.error === 'string' ? data.error : null;
}
