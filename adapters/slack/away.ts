import { backoffMs } from '../../src/chat/outbox/backoff.ts';

/**
 * Slack's Web API is asked so often at least whether it is there again, in milliseconds: labvm listens within three
 * seconds of it. Thirty a minute are less than Slack allows of any call that is made so (docs.slack.dev, rate limits:
 * tier 3 for apps.connections.open, more for auth.test).
 */
const MOST_MS = 2000;

/** How long is waited before Slack's Web API is asked again, in milliseconds. @param failures in a row, at least 1 */
export function awayMs(failures: number): number {
  return Math.min(MOST_MS, backoffMs(failures));
}
