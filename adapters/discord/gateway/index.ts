import type { APIInteraction } from 'discord.js';
import { GatewayDispatchEvents } from 'discord.js';
import type { Log } from '../../../src/base/log.ts';
import { inTime } from '../../../src/chat/in-time.ts';
import { causeOf, createOutage } from '../../../src/chat/outage.ts';
import { backoffMs } from '../../../src/chat/outbox/backoff.ts';
import { type Pause, pauseByClock } from '../../../src/chat/pause.ts';
import type { Presence } from '../../../src/chat/presence.ts';
import { failureOf } from '../rest/index.ts';
import type { DiscordSettings } from '../settings.ts';
import { type Refusal, refusedBy } from '../token-errors.ts';
import { type Connection, connect, type Ended } from './connection.ts';
import type { GatewaySession } from './frame.ts';
import { createAskWayIn } from './way-in.ts';

export interface GatewayOptions {
  readonly settings: DiscordSettings;
  readonly log: Log;
  /** Waits between attempts. */
  readonly pause?: Pause;
  /** Somebody did something. */
  onInteraction(interaction: APIInteraction): void;
  /** Hears when the connection is lost and back. */
  readonly presence?: Presence;
  /** Which servers labvm was invited to, and its name. */
  onGuilds(guilds: readonly string[], name: string): void;
  /** Discord lets us in no more. */
  onRefused(refusal: Refusal): void;
}

/** The connection that Discord brings everything by. */
export interface Gateway {
  /**
   * Enters; where Discord cannot be reached it goes on trying behind.
   * @throws UserError where Discord refuses the token, the application or the intents
   */
  start(): Promise<void>;
  /** Resolves when no connection, and nothing that would make one, is left. */
  stop(): Promise<void>;
}

/** How long the first connection is waited for, in milliseconds; after that labvm goes on without it. */
const FIRST_MS = 10_000;
/** Whoever is in for this long is in again, in milliseconds. */
const SETTLED_MS = 10_000;
/**
 * A connection that lived this long was a good one: the next is made at once, and as if none had failed. Discord takes
 * a thousand new sessions a day (docs.discord.com, gateway, session start limit). In milliseconds.
 */
const GOOD_MS = 90_000;
/** Discord takes one new session in so many milliseconds (docs.discord.com, gateway, rate limiting). */
const IDENTIFY_EVERY_MS = 5000;

const OUTAGE = {
  begun: 'labvm is not in Discord and goes on trying',
  over: 'labvm is in Discord again',
} as const;

/** What came of one attempt to be in Discord. */
interface Attempt extends Ended {
  /** It was in for long enough. */
  readonly wasGood: boolean;
  /** No other attempt before this has passed, in milliseconds. */
  readonly waitMs: number;
}

/**
 * Keeps one connection to Discord. The next one is begun when the last one has ended, by nobody but the loop below:
 * the SDK's own client reconnects by itself, twice a second and for ever, and cannot be kept from it.
 */
export function createGateway(options: GatewayOptions): Gateway {
  const { settings, log, onGuilds, onInteraction, onRefused, pause = pauseByClock } = options;
  const over = new AbortController();
  const askWayIn = createAskWayIn(settings, over.signal);
  const outage = createOutage(log, OUTAGE, options.presence);
  const { promise: entered, resolve: hasEntered } = Promise.withResolvers<null>();
  let identifiedAtMs = Number.NEGATIVE_INFINITY;
  let current: Connection | null = null;
  let running: Promise<Refusal | null> | null = null;

  async function attempt(session: GatewaySession | null): Promise<Attempt> {
    const nothing = { session, wasGood: false, waitMs: 0, refusal: null } as const;
    try {
      const way = session ?? (await askWayIn());
      if ('remaining' in way && way.remaining < 1)
        return { ...nothing, cause: 'no session is left for now', waitMs: way.resetAfterMs };
      const tooSoonMs = session ? 0 : identifiedAtMs + IDENTIFY_EVERY_MS - performance.now();
      if (tooSoonMs > 0) await pause(tooSoonMs, over.signal);
      if (over.signal.aborted) return { ...nothing, cause: 'labvm ends' };
      return { waitMs: 0, ...(await beIn(way.url, session)) };
    } catch (error) {
      const failure = failureOf(error);
      const refusal = failure.kind === 'revoked' ? 'token' : null;
      const waitMs = failure.kind === 'limited' ? failure.retryAfterMs : 0;
      return { ...nothing, cause: causeOf(error), refusal, waitMs };
    }
  }

  /** Is in Discord until that ends. */
  async function beIn(url: string, session: GatewaySession | null): Promise<Ended & { wasGood: boolean }> {
    const gone = new AbortController();
    const signal = AbortSignal.any([gone.signal, over.signal]);
    let inSinceMs = Number.POSITIVE_INFINITY;
    let isOther = false;
    const connection = connect({
      url,
      token: settings.token,
      session,
      onIn(begun) {
        if (begun !== null) identifiedAtMs = performance.now();
        if (begun !== null && begun.application !== settings.appId) {
          isOther = true;
          return connection.end();
        }
        if (begun !== null) onGuilds(begun.guilds, begun.name);
        hasEntered(null);
        inSinceMs = performance.now();
        void pause(SETTLED_MS, signal).then(() => {
          if (!signal.aborted) outage.over();
        });
      },
      onDispatch(type, data) {
        if (type === GatewayDispatchEvents.InteractionCreate && !over.signal.aborted)
          onInteraction(data as APIInteraction);
      },
    });
    current = connection;
    const ended = await connection.ended;
    gone.abort();
    current = null;
    const wasGood = performance.now() - inSinceMs > GOOD_MS;
    return { ...ended, wasGood, refusal: isOther ? 'app' : ended.refusal };
  }

  /** Goes on until `stop`, or until Discord refuses. @returns why it refuses; null: labvm ends */
  async function keepIn(): Promise<Refusal | null> {
    let session: GatewaySession | null = null;
    let failures = 0;
    while (!over.signal.aborted) {
      const { cause, refusal, wasGood, waitMs, ...ended } = await attempt(session);
      if (over.signal.aborted) break;
      if (refusal) return refusal;
      session = ended.session;
      if (wasGood) {
        failures = 0;
        log.info({ cause }, 'the connection to Discord ended; labvm makes another one');
        continue;
      }
      failures += 1;
      outage.failed(cause);
      await pause(Math.max(waitMs, backoffMs(failures)), over.signal);
    }
    return null;
  }

  async function stop(): Promise<void> {
    over.abort();
    current?.end();
    await running;
  }

  return {
    async start() {
      running = keepIn();
      let isWaitedFor = true;
      const refusing = running.then((refusal) => {
        if (refusal && !isWaitedFor) onRefused(refusal);
        return refusal;
      });
      const refusal = await inTime(FIRST_MS, Promise.race([entered, refusing]));
      isWaitedFor = false;
      if (refusal) throw refusedBy(refusal);
    },
    stop,
  };
}
