import type { Act, Pressed } from './inbound/act.ts';
import { LIMITS } from './limits.ts';

/** How somebody who asked in Discord can be answered; kept with what was accepted, so that the next process can too. */
export type DiscordReply = {
  /** The interaction. */
  readonly interaction: string;
  /** Opens the answer for 15 minutes; a secret. */
  readonly token: string;
  /** When the interaction arrived by our clock, in milliseconds since 1970. */
  readonly at: number;
  /** The asker, by his Discord id. */
  readonly user: string;
  readonly userName: string;
  /** The server; null in direct messages and groups. */
  readonly guild: string | null;
  /** Whether the answer is for the asker alone, once an acknowledgement has fixed that. */
  readonly isPrivate: boolean | null;
  /** The first answer to the interaction is another message than this one, such as a question for the asker alone. */
  readonly isAside: boolean;
  readonly pressed: { readonly [K in keyof Pressed]: Pressed[K] } | null;
};

/**
 * What is kept of an act to answer it.
 * @param at when it arrived, in milliseconds since 1970
 */
export function replyOf(
  act: Act,
  at: number,
  { isPrivate = null, isAside = false }: Partial<Pick<DiscordReply, 'isPrivate' | 'isAside'>> = {},
): DiscordReply {
  const { user, userName, guild, interaction, pressed } = act;
  const { id, token } = interaction;
  return { interaction: id, token, at, user, userName, guild, isPrivate, isAside, pressed };
}

/** What a request on its way may take, in milliseconds: a token that ends meanwhile is refused. */
const ON_THE_WAY_MS = 20_000;
/** How long before a token ends its message is changed as the bot's own, in milliseconds: time to try again. */
const HAND_OVER_MS = 2 * 60_000;

/** The token while it opens the answer; null once its time is over. */
export function livingToken(reply: DiscordReply | null, nowMs: number): string | null {
  return reply && nowMs < reply.at + LIMITS.tokenMs - ON_THE_WAY_MS ? reply.token : null;
}

/** When an answer that goes on is to be changed without its token, in milliseconds since 1970. */
export function handOverAt({ at }: DiscordReply): number {
  return at + LIMITS.tokenMs - HAND_OVER_MS;
}
