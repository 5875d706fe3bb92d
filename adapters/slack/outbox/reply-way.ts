import type { SlackReply } from '../reply.ts';

/** An address that came with what somebody did takes five answers within half an hour (docs.slack.dev). */
const LIFE_MS = 30 * 60 * 1000;
/** Nothing is begun that might come too late, in milliseconds. */
const MARGIN_MS = 30_000;

/** Where an asker can still be answered without a channel; null where there is no such address, or it is too old. */
export function livingAddress(reply: SlackReply | null, nowMs: number): string | null {
  if (!reply?.responseUrl) return null;
  return nowMs < reply.at + LIFE_MS - MARGIN_MS ? reply.responseUrl : null;
}

/** Slack says that labvm cannot write in this channel. */
const CLOSED = new Set([
  'not_in_channel',
  'channel_not_found',
  'is_archived',
  'restricted_action',
  'restricted_action_read_only_channel',
  'restricted_action_thread_only_channel',
  'restricted_action_non_threadable_channel',
  'user_not_in_channel',
  'no_permission',
  'ekm_access_denied',
  'cannot_reply_to_message',
  'messages_tab_disabled',
]);

export function isClosed(code: string): boolean {
  return CLOSED.has(code);
}

/** How labvm gets into a channel. */
export const INVITE = {
  en: 'labvm is not in this channel: /invite @labvm, and it posts here.',
  es: 'labvm no está en este canal: /invite @labvm, y publicará aquí.',
};
