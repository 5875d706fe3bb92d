import type { KnownBlock } from '@slack/types';
import type { WebClient } from '@slack/web-api';
import { call } from './call.ts';
import { callError } from './failure.ts';
import { metadataOf } from './message-id.ts';
import type { Body, Web } from './web.ts';

/** How messages are written: said to a channel, changed, or said to one person there. */
export function messagesOf({ chat }: WebClient): Pick<Web, 'post' | 'update' | 'postEphemeral'> {
  return {
    async post({ channel, thread, id, ...body }) {
      const { ts } = await call(
        'chat.postMessage',
        chat.postMessage({
          channel,
          ...bodyOf(body),
          ...(thread === null ? {} : { thread_ts: thread }),
          ...SILENT,
          metadata: metadataOf(id),
        }),
      );
      if (ts === undefined) throw callError('chat.postMessage', { kind: 'unknown' });
      return ts;
    },
    async update({ channel, ts, id, ...body }) {
      const edit = {
        channel,
        ts,
        ...bodyOf(body),
        parse: 'none',
        link_names: false,
        metadata: metadataOf(id),
      } as const;
      await call('chat.update', chat.update(edit));
    },
    async postEphemeral(channel, thread, user, body) {
      await call(
        'chat.postEphemeral',
        chat.postEphemeral({
          channel,
          user,
          ...bodyOf(body),
          ...(thread === null ? {} : { thread_ts: thread }),
          parse: 'none',
          link_names: false,
        }),
      );
    },
  };
}

/** Nothing in a text becomes a link, a mention or a preview. */
const SILENT = { parse: 'none', link_names: false, unfurl_links: false, unfurl_media: false } as const;

function bodyOf({ text, blocks }: Body): { text: string; blocks?: KnownBlock[] } {
  return blocks === undefined ? { text } : { text, blocks: [...blocks] };
}
