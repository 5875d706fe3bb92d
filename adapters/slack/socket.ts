import type { App, Receiver } from '@slack/bolt';
import type { Log } from '../../src/base/log.ts';
import { createOutage } from '../../src/chat/outage.ts';
import { backoffMs } from '../../src/chat/outbox/backoff.ts';
import { type Pause, pauseByClock } from '../../src/chat/pause.ts';
import type { Presence } from '../../src/chat/presence.ts';
import { awayMs } from './away.ts';
import { acknowledgesLate } from './late-ack.ts';
import { type Client, type Open, openClient, shut } from './socket-client.ts';
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
  /** Slack is there, for the first time or again. */
  onOpen?(): void;
  /** Slack will never take the token again. */
  onDead(code: string): void;
}

/** A socket that lived this long was a good one, in milliseconds. */
const GOOD_MS = 10_000;

const OUTAGE = {
  begun: 'labvm has no socket to Slack and goes on trying',
  over: 'labvm has a socket to Slack again',
} as const;

/** What came of an attempt to open a socket. */
type Attempt =
  | { readonly kind: 'open'; readonly socket: Open }
  /** Slack's Web API gave no address. It says how long it wants to be left alone, in milliseconds. */
  | { readonly kind: 'away'; readonly askedToWaitMs: number }
  /** The socket itself was refused, or Slack refused for now, by this code. */
  | { readonly kind: 'shut'; readonly code: string | null }
  /** Slack will never take the token again. */
  | { readonly kind: 'dead'; readonly code: string };

/**
 * Keeps one socket to Slack open. Slack ends every socket now and then and says so before: the next one is opened at
 * once, while the SDK itself would wait for some seconds, in which nobody is heard. Nobody but the loop below opens
 * another one, and only after the last one's client has let go of what it held.
 */
export function createSocket({
  onOpen,
  onDead,
  presence,
  pause = pauseByClock,
  ...options
}: SocketOptions): Receiver {
  const over = new AbortController();
  const clients = new Set<Client>();
  const outage = createOutage(options.log, OUTAGE, presence);
  let app: App | null = null;
  let staying: Promise<void> = Promise.resolve();

  async function attempt(): Promise<Attempt> {
    try {
      const socket = await openClient({ ...options, app, clients, signal: over.signal });
      outage.over();
      onOpen?.();
      return { kind: 'open', socket };
    } catch (error) {
      const why = whyNot(error);
      if (why.kind !== 'dead' && !over.signal.aborted) outage.failed(causeOfCall(error));
      return why;
    }
  }

  async function stayOpen(first: Attempt): Promise<void> {
    let last = first;
    // Attempts in a row that brought no good socket, or no answer.
    let failures = first.kind === 'open' ? 0 : 1;
    while (!over.signal.aborted) {
      if (last.kind === 'open' && (await isGood(last.socket))) failures = 0;
      // A good one that ends is followed at once: until then Slack has nobody to bring anything to.
      if (failures > 0) await pause(waitMs(last, failures), over.signal);
      if (over.signal.aborted) return;
      const next = await attempt();
      if (next.kind === 'dead') {
        over.abort();
        return onDead(next.code);
      }
      // Slack is there again: what failed meanwhile says nothing of its sockets.
      failures = last.kind === 'away' && next.kind !== 'away' ? 1 : failures + 1;
      last = next;
    }
  }

  return {
    init(given) {
      app = acknowledgesLate(given);
    },
    async start() {
      const first = await attempt();
      const code = 'code' in first ? first.code : null;
      if (code !== null && (first.kind === 'dead' || code === 'missing_scope'))
        throw tokenRefused('SLACK_APP_TOKEN', code);
      staying = stayOpen(first);
    },
    async stop() {
      over.abort();
      await Promise.all([...clients].map(shut));
      await staying;
    },
  };
}

/** Waits until another socket is due. @returns whether this one was good */
async function isGood({ ended }: Open): Promise<boolean> {
  const since = performance.now();
  await ended;
  return performance.now() - since > GOOD_MS;
}

function waitMs(last: Attempt, failures: number): number {
  return last.kind === 'away' ? Math.max(last.askedToWaitMs, awayMs(failures)) : backoffMs(failures);
}

function whyNot(error: unknown): Attempt {
  const code = codeOf(error);
  if (code !== null && isDeadToken(code)) return { kind: 'dead', code };
  const failure = failureOf(error);
  if (failure.kind === 'limited') return { kind: 'away', askedToWaitMs: failure.retryAfterMs };
  const isSilent = failure.kind === 'unsent' || failure.kind === 'unknown';
  return isSilent && isOfWebApi(error) ? { kind: 'away', askedToWaitMs: 0 } : { kind: 'shut', code };
}

/** Whether it was said of a call, and not of a socket. */
function isOfWebApi(error: unknown): boolean {
  return String((error as { code?: unknown } | undefined)?.code).startsWith('slack_webapi_');
}

/** What Slack said, if it was Slack that refused. */
function codeOf(error: unknown): string | null {
  const data = (error as { data?: { error?: unknown } } | undefined)?.data;
  return typeof data?.error === 'string' ? data.error : null;
}
