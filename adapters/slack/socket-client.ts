import { setTimeout as sleep } from 'node:timers/promises';
import { type App, SocketModeReceiver } from '@slack/bolt';
import type { Log } from '../../src/base/log.ts';
import { fetchUntil } from './abortable.ts';
import { socketLog } from './sdk-log.ts';

export interface SocketClientOptions {
  readonly appToken: string;
  readonly apiUrl: string | undefined;
  readonly log: Log;
  /** Who hears what comes; null for nobody. */
  readonly app: App | null;
  /** The clients that hold something, which this one is among from its beginning to its end. */
  readonly clients: Set<Client>;
  /** When no socket is wanted any more. */
  readonly signal: AbortSignal;
}

/** A socket that Slack has greeted. */
export interface Open {
  /** Resolves when another one is due. */
  readonly ended: Promise<void>;
}

export type Client = SocketModeReceiver['client'];

/** How long Slack may take to say where a socket can be opened, in milliseconds. */
const ADDRESS_MS = 5000;
/** How long Slack may take to greet on a new socket, in milliseconds. */
const HELLO_MS = 15_000;
/**
 * How long Slack may take to answer a ping, in milliseconds. The SDK's five seconds are too few where the guests leave
 * little of the processor, and a socket that is given up loses what Slack was about to bring.
 */
const PONG_MS = 10_000;
/** How long a peer may take to close a socket in order, in milliseconds. */
const CLOSE_MS = 500;

/** Opens one socket, and lets go of what it held when it fails. Rejects with what Slack, or the way to it, said. */
export async function openClient(options: SocketClientOptions): Promise<Open> {
  const { appToken, apiUrl, log, app, clients, signal } = options;
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
        timeout: ADDRESS_MS,
        fetch: fetchUntil(AbortSignal.any([given.signal, signal])),
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
export async function shut(client: Client): Promise<void> {
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
