import type { DiscordReply } from './reply.ts';

/** An interaction can be answered for 15 minutes (docs.discord.com, receiving and responding). */
const LIFE_MS = 15 * 60 * 1000;
/** Nothing is begun that might come too late, in milliseconds. */
const MARGIN_MS = 10_000;
/** How long before its token's end a message that still changes is looked after in another way, in milliseconds. */
const HAND_OVER_MS = 90_000;

/** The token, while it lives. */
export function livingToken(reply: Pick<DiscordReply, 'token' | 'at'> | null, nowMs: number): string | null {
  return reply !== null && nowMs < reply.at + LIFE_MS - MARGIN_MS ? reply.token : null;
}

/** When a message that is edited by the token has to be edited otherwise, in milliseconds since 1970. */
export function handOverAt({ at }: Pick<DiscordReply, 'at'>): number {
  return at + LIFE_MS - HAND_OVER_MS;
}

/**
 * Whether a question was answered that only the asker sees. What they set off does not take its place, but is a
 * message of its own.
 */
export function isAside({ pressed }: Pick<DiscordReply, 'pressed'>): boolean {
  return pressed?.isEphemeral === true;
}
