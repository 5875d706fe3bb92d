import type { APIInteraction } from 'discord.js';
import type { Log } from '../../../src/base/log.ts';
import { inTime } from '../../../src/chat/in-time.ts';
import { createOutage, type Outage } from '../../../src/chat/outage.ts';
import { backoffMs } from '../../../src/chat/outbox/backoff.ts';
import { type Pause, pauseByClock } from '../../../src/chat/pause.ts';
import type { Presence } from '../../../src/chat/presence.ts';
import type { DiscordClock } from '../clock.ts';
import type { DiscordSettings } from '../settings.ts';
import { type Refusal, refusedBy } from '../token-errors.ts';
import { type Attempts, createAttempts } from './attempt.ts';
import type { GatewaySession } from './frame.ts';
import { createAskWayIn } from './way-in.ts';

export interface GatewayOptions {
  readonly settings: DiscordSettings;
  readonly log: Log;
  readonly clock: DiscordClock;
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
const OUTAGE = {
  begun: 'labvm is not in Discord and goes on trying',
  over: 'labvm is in Discord again',
} as const;

/**
 * Keeps one connection to Discord. The next one is begun when the last one has ended, by nobody but the loop below:
 * the SDK's own client reconnects by itself, twice a second and for ever, and cannot be kept from it.
 */
export function createGateway(options: GatewayOptions): Gateway {
  const { settings, log, clock, onGuilds, onInteraction, onRefused, pause = pauseByClock } = options;
  const over = new AbortController();
  const { promise: entered, resolve: hasEntered } = Promise.withResolvers<null>();
  const outage = createOutage(log, OUTAGE, options.presence);
  const attempts = createAttempts({
    ...{ settings, pause, outage, onGuilds, onInteraction },
    askWayIn: createAskWayIn(settings, { signal: over.signal, clock }),
    over: over.signal,
    onEntered: () => hasEntered(null),
  });
  let running: Promise<Refusal | null> | null = null;

  return {
    async start() {
      running = keepIn(attempts, { over: over.signal, pause, outage, log });
      let isWaitedFor = true;
      const refusing = running.then((refusal) => {
        if (refusal && !isWaitedFor) onRefused(refusal);
        return refusal;
      });
      const refusal = await inTime(FIRST_MS, Promise.race([entered, refusing]));
      isWaitedFor = false;
      if (refusal) throw refusedBy(refusal);
    },
    async stop() {
      over.abort();
      attempts.end();
      await running;
    },
  };
}

interface KeepInPorts {
  readonly over: AbortSignal;
  readonly pause: Pause;
  readonly outage: Outage;
  readonly log: Log;
}

/** Goes on until labvm ends, or until Discord refuses. @returns why it refuses; null: labvm ends */
async function keepIn(
  attempts: Attempts,
  { over, pause, outage, log }: KeepInPorts,
): Promise<Refusal | null> {
  let session: GatewaySession | null = null;
  let failures = 0;
  while (!over.aborted) {
    const { cause, refusal, wasGood, waitMs, ...ended } = await attempts.attempt(session);
    if (over.aborted) break;
    if (refusal) return refusal;
    session = ended.session;
    if (wasGood) {
      failures = 0;
      log.info({ cause }, 'the connection to Discord ended; labvm makes another one');
      continue;
    }
    failures += 1;
    outage.failed(cause);
    await pause(Math.max(waitMs, backoffMs(failures)), over);
  }
  return null;
}
