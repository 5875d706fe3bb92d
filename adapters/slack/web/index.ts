import { WebClient } from '@slack/web-api';
import type { Log } from '../../../src/base/log.ts';
import { fetchUntil } from '../abortable.ts';
import { sdkLog } from '../sdk-log.ts';
import { call } from './call.ts';
import { callError, failureOf, refusedPlaces } from './failure.ts';
import { filesOf } from './files.ts';
import { findMessage } from './find-message.ts';
import { messagesOf } from './messages.ts';
import { respondTo } from './respond.ts';
import type { Web } from './web.ts';

export { causeOfCall, failureOf } from './failure.ts';
export type { Body, Identity, Web } from './web.ts';

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

  return {
    ...messagesOf(client),
    ...filesOf(client),
    async authTest() {
      const { team_id: team, user_id: botUser, bot_id: botId } = await call('auth.test', client.auth.test());
      return { team: team ?? '', botUser: botUser ?? '', botId };
    },
    respond: (responseUrl, body) => respondTo(responseUrl, body, timeoutMs),
    async openDirect(user) {
      const { channel } = await call('conversations.open', client.conversations.open({ users: user }));
      if (channel?.id === undefined) throw callError('conversations.open', { kind: 'unknown' });
      return channel.id;
    },
    find: (search) => findMessage(client, search),
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
