import { type Bucket, createBucket } from '../../../src/chat/outbox/bucket.ts';
import type { Pace } from '../../../src/chat/outbox/order.ts';

/**
 * Slack: one message a second a channel; `chat.update` about 50 a minute for the whole app in a workspace
 * (docs.slack.dev, rate limits). 6 at once and 0.72 a second are 49.2 in the worst minute.
 */
const POSTS = { capacity: 1, perSecond: 1 };
const EDITS = { capacity: 6, perSecond: 0.72 };
/** Progress leaves this many edits to final states. */
const KEPT_FOR_FINAL = 3;
/** How many channels are remembered; the oldest is full again long before. */
const MOST_CHANNELS = 1000;

/** How fast a workspace may be written to. */
export interface WorkspacePace extends Pace {
  posted(channel: string): void;
  edited(): void;
  /** Slack asked for a pause. */
  pausePosts(channel: string, forMs: number): void;
  pauseEdits(forMs: number): void;
}

export function createPace(now: () => number): WorkspacePace {
  const edits = createBucket(EDITS.capacity, EDITS.perSecond, now);
  const channels = new Map<string, Bucket>();

  function postsIn(channel: string): Bucket {
    const known = channels.get(channel) ?? createBucket(POSTS.capacity, POSTS.perSecond, now);
    channels.delete(channel);
    channels.set(channel, known);
    const [oldest] = channels.keys();
    if (channels.size > MOST_CHANNELS && oldest !== undefined) channels.delete(oldest);
    return known;
  }

  return {
    postWaitMs: ({ channel }) => postsIn(channel).waitMs(1),
    editWaitMs: ({ isFinal }) => edits.waitMs(isFinal ? 1 : 1 + KEPT_FOR_FINAL),
    posted: (channel) => postsIn(channel).take(),
    edited: () => edits.take(),
    pausePosts: (channel, forMs) => postsIn(channel).pause(forMs),
    pauseEdits: (forMs) => edits.pause(forMs),
  };
}
