import type { APIInteraction } from 'discord.js';
import { GatewayDispatchEvents } from 'discord.js';
import { causeOf, type Outage } from '../../../src/chat/outage.ts';
import type { Pause } from '../../../src/chat/pause.ts';
import { failureOf } from '../rest/index.ts';
import type { DiscordSettings } from '../settings.ts';
import { type Connection, connect, type Ended, type SessionBegun } from './connection.ts';
import type { GatewaySession } from './frame.ts';
import type { AskWayIn } from './way-in.ts';

/** What an attempt to be in Discord is made with. */
export interface AttemptPorts {
  readonly settings: Pick<DiscordSettings, 'token' | 'appId'>;
  readonly askWayIn: AskWayIn;
  /** When labvm leaves Discord. */
  readonly over: AbortSignal;
  readonly pause: Pause;
  readonly outage: Outage;
  onInteraction(interaction: APIInteraction): void;
  onGuilds(guilds: readonly string[], name: string): void;
  onEntered(): void;
}

/** Whoever is in for this long is in again, in milliseconds. */
const SETTLED_MS = 10_000;
/**
 * A connection that lived this long was a good one: the next is made at once, and as if none had failed. Discord takes
 * a thousand new sessions a day (docs.discord.com, gateway, session start limit). In milliseconds.
 */
const GOOD_MS = 90_000;
/** Discord takes one new session in so many milliseconds (docs.discord.com, gateway, rate limiting). */
const IDENTIFY_EVERY_MS = 5000;

/** What came of one attempt to be in Discord. */
export interface Attempt extends Ended {
  /** It was in for long enough. */
  readonly wasGood: boolean;
  /** No other attempt before this has passed, in milliseconds. */
  readonly waitMs: number;
}

/** Attempts to be in Discord, one after another. */
export interface Attempts {
  /** Is in Discord until that ends, or fails to be. */
  attempt(session: GatewaySession | null): Promise<Attempt>;
  /** Ends the connection that there is. */
  end(): void;
}

export function createAttempts(ports: AttemptPorts): Attempts {
  const { askWayIn, over, pause } = ports;
  let identifiedAtMs = Number.NEGATIVE_INFINITY;
  let current: Connection | null = null;

  async function beIn(url: string, session: GatewaySession | null): Promise<Attempt> {
    const stay = createStay(ports, () => {
      identifiedAtMs = performance.now();
    });
    const connection = connect({
      url,
      token: ports.settings.token,
      session,
      onIn: (begun) => {
        if (!stay.isIn(begun)) connection.end();
      },
      onDispatch: (type, data) => dispatched(type, data, ports),
    });
    current = connection;
    const ended = await connection.ended;
    current = null;
    return { waitMs: 0, ...stay.over(ended) };
  }

  return {
    async attempt(session) {
      const nothing = { session, wasGood: false, waitMs: 0, refusal: null } as const;
      try {
        const way = session ?? (await askWayIn());
        if ('remaining' in way && way.remaining < 1)
          return { ...nothing, cause: 'no session is left for now', waitMs: way.resetAfterMs };
        const tooSoonMs = session ? 0 : identifiedAtMs + IDENTIFY_EVERY_MS - performance.now();
        if (tooSoonMs > 0) await pause(tooSoonMs, over);
        if (over.aborted) return { ...nothing, cause: 'labvm ends' };
        return await beIn(way.url, session);
      } catch (error) {
        const failure = failureOf(error);
        const refusal = failure.kind === 'revoked' ? 'token' : null;
        const waitMs = failure.kind === 'limited' ? failure.retryAfterMs : 0;
        return { ...nothing, cause: causeOf(error), refusal, waitMs };
      }
    },
    end: () => current?.end(),
  };
}

function dispatched(type: string, data: unknown, { over, onInteraction }: AttemptPorts): void {
  if (type === GatewayDispatchEvents.InteractionCreate && !over.aborted)
    onInteraction(data as APIInteraction);
}

/** One stay in Discord, from its connection on. */
function createStay(
  { settings, over, pause, outage, onGuilds, onEntered }: AttemptPorts,
  onBegun: () => void,
) {
  const gone = new AbortController();
  const signal = AbortSignal.any([gone.signal, over]);
  let inSinceMs = Number.POSITIVE_INFINITY;
  let isOther = false;

  return {
    /** @returns false where the token is another application's */
    isIn(begun: SessionBegun | null): boolean {
      if (begun !== null) onBegun();
      isOther = begun !== null && begun.application !== settings.appId;
      if (isOther) return false;
      if (begun !== null) onGuilds(begun.guilds, begun.name);
      onEntered();
      inSinceMs = performance.now();
      void pause(SETTLED_MS, signal).then(() => {
        if (!signal.aborted) outage.over();
      });
      return true;
    },
    over(ended: Ended): Ended & Pick<Attempt, 'wasGood'> {
      gone.abort();
      const wasGood = performance.now() - inSinceMs > GOOD_MS;
      return { ...ended, wasGood, refusal: isOther ? 'app' : ended.refusal };
    },
  };
}
