import type { PaceTable } from '../../src/chat/outbox/pace.ts';

/**
 * One message a second a channel; `chat.update` about 50 a minute for the whole app in a workspace (docs.slack.dev,
 * rate limits). 6 at once and 0.72 a second are 49.2 in the worst minute; progress leaves 3 of them to final states.
 */
export const PACE: PaceTable = {
  post: [{ per: 'channel', capacity: 1, perSecond: 1 }],
  edit: [{ per: { all: 'edits' }, capacity: 6, perSecond: 0.72, keptForFinal: 3 }],
  answer: [],
};
