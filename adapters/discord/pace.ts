import type { PaceTable } from '../../src/chat/outbox/pace.ts';

/** Fifty requests a second for the whole bot (docs.discord.com, rate limits); some are left for commands and names. */
const WHOLE_BOT = { per: { all: 'bot' }, capacity: 40, perSecond: 40 } as const;

/**
 * Discord says how much a route takes only in its answers; these are what it has been seen to say, per channel for
 * what the bot posts and edits, and per interaction for what its token edits.
 */
export const PACE: PaceTable = {
  post: [{ per: 'channel', capacity: 5, perSecond: 1 }, WHOLE_BOT],
  edit: [{ per: 'channel', capacity: 5, perSecond: 1 }, WHOLE_BOT],
  answer: [{ per: 'message', capacity: 5, perSecond: 1 }],
};
