import { REST, Routes } from 'discord.js';
import { type CallOptions, restOptions } from '../rest/index.ts';
import type { DiscordSettings } from '../settings.ts';

/** Where the gateway is, and whether it takes another session. */
export interface WayIn {
  readonly url: string;
  /** How many sessions may still be begun. */
  readonly remaining: number;
  /** When there will be more, in milliseconds. */
  readonly resetAfterMs: number;
}

/** Asks Discord for its gateway (`GET /gateway/bot`), once. Rejects as the SDK does. */
export type AskWayIn = () => Promise<WayIn>;

export function createAskWayIn(
  { token, apiUrl }: Pick<DiscordSettings, 'token' | 'apiUrl'>,
  how: CallOptions,
): AskWayIn {
  const rest = new REST(restOptions(apiUrl, how));
  return async () => {
    // The SDK forgets a token that was refused once.
    rest.setToken(token);
    const { url, session_start_limit: limit } = (await rest.get(Routes.gatewayBot())) as Answer;
    return {
      url: url ?? '',
      remaining: limit?.remaining ?? 1,
      resetAfterMs: limit?.reset_after ?? 0,
    };
  };
}

interface Answer {
  readonly url?: string;
  readonly session_start_limit?: { readonly remaining?: number; readonly reset_after?: number };
}
