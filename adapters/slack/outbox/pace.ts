import { createBucket } from '../../../src/chat/outbox/bucket.ts';
import { createBuckets } from '../../../src/chat/outbox/buckets.ts';
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
  const channels = createBuckets({ ...POSTS, most: MOST_CHANNELS }, now);

  return {
    postWaitMs: ({ channel }) => channels.of(channel).waitMs(1),
    editWaitMs: ({ isFinal }) => edits.waitMs(isFinal ? 1 : 1 + KEPT_FOR_FINAL),
    posted: (channel) => channels.of(channel).take(),
    edited: () => edits.take(),
    pausePosts: (channel, forMs) => channels.of(channel).pause(forMs),
    pauseEdits: (forMs) => edits.pause(forMs),
  };
}
