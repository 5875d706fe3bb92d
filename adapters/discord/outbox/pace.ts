import { createBucket } from '../../../src/chat/outbox/bucket.ts';
import { createBuckets } from '../../../src/chat/outbox/buckets.ts';
import type { Pace, Waiting } from '../../../src/chat/outbox/order.ts';

/**
 * Discord says how much a route takes only in its answers; these are what it has been seen to say, per channel for
 * what the bot posts and edits, and per interaction for what its token edits. What it says besides is kept to as a
 * pause.
 */
const PER_ROUTE = { capacity: 5, perSecond: 1 };
/** Fifty requests a second for the whole bot (docs.discord.com, rate limits); some are left for commands and names. */
const WHOLE_BOT = { capacity: 40, perSecond: 40 };
/** How many routes are remembered; the oldest is full again long before. */
const MOST_ROUTES = 2000;

/** What a step of a message uses. */
export interface Turn extends Waiting {
  /** What Discord counts it with, such as the edits in one channel. */
  readonly route: string;
  /** It is sent with an interaction's token, and not as the bot. */
  readonly isByToken: boolean;
}

/** How fast Discord may be written to. */
export interface DiscordPace extends Pace<Turn> {
  begins(turn: Pick<Turn, 'route' | 'isByToken'>): void;
  /** Discord asked for a pause. */
  pause(route: string, forMs: number): void;
}

export function createPace(now: () => number): DiscordPace {
  const bot = createBucket(WHOLE_BOT.capacity, WHOLE_BOT.perSecond, now);
  const routes = createBuckets({ ...PER_ROUTE, most: MOST_ROUTES }, now);
  const waitMs = ({ route, isByToken }: Turn) =>
    Math.max(routes.of(route).waitMs(1), isByToken ? 0 : bot.waitMs(1));

  return {
    postWaitMs: waitMs,
    editWaitMs: waitMs,
    begins({ route, isByToken }) {
      routes.of(route).take();
      if (!isByToken) bot.take();
    },
    pause: (route, forMs) => routes.of(route).pause(forMs),
  };
}
