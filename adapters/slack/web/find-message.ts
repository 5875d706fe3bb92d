import type { WebClient } from '@slack/web-api';
import { call } from './call.ts';
import { idIn } from './message-id.ts';

/** A message that may have been posted. */
export interface Search {
  readonly channel: string;
  readonly thread: string | null;
  /** The id in its metadata. */
  readonly id: string;
  /** Not before this time, in milliseconds since 1970. */
  readonly sinceMs: number;
}

/** The part of a message in a history that is looked at. */
interface Found {
  readonly ts?: string;
  readonly metadata?: { readonly event_type?: string; readonly event_payload?: unknown };
}

const PAGE = 200;
/** Pages that are looked through: a channel that is busier than this would be searched for ever. */
const MAX_PAGES = 20;

/** Looks for a message in the history of its channel or thread. @returns its `ts`, or null */
export async function findMessage(client: WebClient, search: Search): Promise<string | null> {
  const { channel, thread, id, sinceMs } = search;
  const range = { channel, oldest: (sinceMs / 1000).toFixed(6), include_all_metadata: true, limit: PAGE };
  let cursor: string | undefined;
  for (let page = 0; page < MAX_PAGES; page += 1) {
    const paged = cursor === undefined ? range : { ...range, cursor };
    const answer =
      thread === null
        ? await call('conversations.history', client.conversations.history(paged))
        : await call('conversations.replies', client.conversations.replies({ ...paged, ts: thread }));
    const found = ((answer.messages ?? []) as readonly Found[]).find(({ metadata }) => idIn(metadata) === id);
    if (found?.ts !== undefined) return found.ts;
    cursor = answer.response_metadata?.next_cursor || undefined;
    if (cursor === undefined) return null;
  }
  return null;
}
