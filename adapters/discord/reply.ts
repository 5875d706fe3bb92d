import type { Act, Pressed } from './inbound/act.ts';

/** How somebody who asked in Discord can be answered; kept with what was accepted, so that the next process can too. */
export type DiscordReply = {
  /** The interaction. */
  readonly interaction: string;
  /** Opens the answer for 15 minutes; a secret. */
  readonly token: string;
  /** When it was done by our clock, in milliseconds since 1970. */
  readonly at: number;
  /** The asker, by their Discord id. */
  readonly user: string;
  readonly userName: string;
  /** The server; null in direct messages and groups. */
  readonly guild: string | null;
  readonly pressed: { readonly [K in keyof Pressed]: Pressed[K] } | null;
};

/**
 * What is kept of an act to answer it.
 * @param at when it was done, in milliseconds since 1970
 */
export function replyOf(act: Act, at: number): DiscordReply {
  const { user, userName, guild, interaction, pressed } = act;
  const { id, token } = interaction;
  return { interaction: id, token, at, user, userName, guild, pressed };
}
