import type { KnownBlock } from '@slack/types';
import { WebClient } from '@slack/web-api';
import type { Log } from '../../../src/base/log.ts';
import { fetchUntil } from '../abortable.ts';
import type { SlackFile, SlackPicture } from '../content.ts';
import { sdkLog } from '../sdk-log.ts';
import { callError, failureOf, refusedPlaces } from './failure.ts';
import { findMessage, type Search } from './find-message.ts';
import { metadataOf } from './message-id.ts';
import { respondTo } from './respond.ts';

export { causeOfCall, failureOf } from './failure.ts';

/** What a message says. */
export interface Body {
  readonly text: string;
  readonly blocks?: readonly KnownBlock[];
}

/** A message that is posted. */
export interface Post extends Body {
  readonly channel: string;
  readonly thread: string | null;
  /** Names the message for good: it is found again by it in the channel's history. */
  readonly id: string;
}

/** A message that is edited. */
export interface Edit extends Body {
  readonly channel: string;
  readonly ts: string;
  readonly id: string;
}

/** Who labvm is in a workspace. */
export interface Identity {
  readonly team: string;
  readonly botUser: string;
  readonly botId: string | undefined;
}

/** The calls to Slack that labvm makes. Each throws a ChatCallError. */
export interface Web {
  authTest(): Promise<Identity>;
  /** @returns the message's `ts` */
  post(post: Post): Promise<string>;
  update(edit: Edit): Promise<void>;
  /** Says something in a channel that only one person sees. */
  postEphemeral(channel: string, thread: string | null, user: string, body: Body): Promise<void>;
  /** Answers at an address that came with what somebody did. */
  respond(responseUrl: string, body: object): Promise<void>;
  /** @returns the channel of the direct messages with this person */
  openDirect(user: string): Promise<string>;
  /** @returns the `ts` of the message with this id, or null if it is not there */
  find(search: Search): Promise<string | null>;
  openView(triggerId: string, view: object): Promise<void>;
  userInfo(user: string): Promise<{ name: string; locale: string | undefined }>;
  upload(channel: string, thread: string | null, file: SlackFile): Promise<void>;
  /** Gives Slack a picture, in a channel or, for blocks, in none. @returns its id */
  uploadPicture(picture: SlackPicture, channel?: string): Promise<string>;
  /** Asks which of these blocks Slack would refuse (`blocks.validate`). @returns their places */
  refusedBlocks(blocks: readonly KnownBlock[]): Promise<readonly number[]>;
}

export interface WebOptions {
  readonly token: string;
  readonly apiUrl: string | undefined;
  readonly log: Log;
  /** When no call goes on any more. */
  readonly signal: AbortSignal;
  /** How long one call may take, in milliseconds. */
  readonly timeoutMs?: number;
}

/** How long one call may take unless it is said, in milliseconds. */
const TIMEOUT_MS = 10_000;

/** A client that tries everything once: whoever calls knows better what a second attempt would do. */
export function createWeb({ token, apiUrl, log, signal, timeoutMs = TIMEOUT_MS }: WebOptions): Web {
  const client = new WebClient(token, {
    retryConfig: { retries: 0 },
    rejectRateLimitedCalls: true,
    timeout: timeoutMs,
    fetch: fetchUntil(signal),
    logger: sdkLog(log),
    ...(apiUrl === undefined ? {} : { slackApiUrl: apiUrl }),
  });

  async function call<T>(method: string, asking: Promise<T>): Promise<T> {
    try {
      return await asking;
    } catch (error) {
      throw callError(method, failureOf(error), error);
    }
  }

  return {
    async authTest() {
      const { team_id: team, user_id: botUser, bot_id: botId } = await call('auth.test', client.auth.test());
      return { team: team ?? '', botUser: botUser ?? '', botId };
    },
    async post({ channel, thread, id, ...body }) {
      const { ts } = await call(
        'chat.postMessage',
        client.chat.postMessage({
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
      await call('chat.update', client.chat.update(edit));
    },
    async postEphemeral(channel, thread, user, body) {
      await call(
        'chat.postEphemeral',
        client.chat.postEphemeral({
          channel,
          user,
          ...bodyOf(body),
          ...(thread === null ? {} : { thread_ts: thread }),
          parse: 'none',
          link_names: false,
        }),
      );
    },
    respond: (responseUrl, body) => respondTo(responseUrl, body, timeoutMs),
    async openDirect(user) {
      const { channel } = await call('conversations.open', client.conversations.open({ users: user }));
      if (channel?.id === undefined) throw callError('conversations.open', { kind: 'unknown' });
      return channel.id;
    },
    find: (search) => findMessage(client, call, search),
    async openView(triggerId, view) {
      // Built by this adapter's own form.
      const asked = { trigger_id: triggerId, view } as Parameters<typeof client.views.open>[0];
      await call('views.open', client.views.open(asked));
    },
    async userInfo(user) {
      const { user: found } = await call('users.info', client.users.info({ user, include_locale: true }));
      const name =
        found?.profile?.display_name || found?.real_name || found?.profile?.real_name || found?.name;
      return { name: name || user, locale: found?.locale };
    },
    async upload(channel, thread, { name, title, text }) {
      const place = thread === null ? { channel_id: channel } : { channel_id: channel, thread_ts: thread };
      const file = { filename: name, title, content: text };
      await call('files.completeUploadExternal', client.filesUploadV2({ ...place, ...file }));
    },
    async uploadPicture({ name, png, alt }, channel) {
      const place = channel === undefined ? {} : { channel_id: channel };
      const asking = client.filesUploadV2({ ...place, filename: name, title: alt, file: png });
      const { files } = await call('files.completeUploadExternal', asking);
      const id = files[0]?.files?.[0]?.id;
      if (id === undefined) throw callError('files.completeUploadExternal', { kind: 'unknown' });
      return id;
    },
    async refusedBlocks(blocks) {
      try {
        await client.blocks.validate({ blocks: [...blocks] });
        return [];
      } catch (error) {
        const places = refusedPlaces(error);
        if (places.length > 0) return places;
        throw callError('blocks.validate', failureOf(error), error);
      }
    },
  };
}

/** Nothing in a text becomes a link, a mention or a preview. */
const SILENT = { parse: 'none', link_names: false, unfurl_links: false, unfurl_media: false } as const;

function bodyOf({ text, blocks }: Body): { text: string; blocks?: KnownBlock[] } {
  return blocks === undefined ? { text } : { text, blocks: [...blocks] };
}
