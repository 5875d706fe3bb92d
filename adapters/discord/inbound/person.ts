import type { APIInteractionGuildMember, APIUser } from 'discord.js';
import type { Actor } from '../../../src/access/actor.ts';
import type { Act } from './act.ts';

/** The part of an interaction that says who did it: `member` in a server, `user` elsewhere. */
export interface DoneBy {
  readonly member?: APIInteractionGuildMember;
  readonly user?: APIUser;
}

/**
 * Who did it, and what people call them: by their name in the server, else by the one they show.
 * @throws TypeError where an interaction names nobody, which Discord never sends
 */
export function doerOf({ member, user = member?.user }: DoneBy): { user: string; userName: string } {
  if (!user) throw new TypeError('The interaction names neither a member nor a user.');
  return { user: user.id, userName: member?.nick || user.global_name || user.username };
}

/** How labvm names an account of Discord. */
export function actorOf({
  user,
  userName,
  isElsewhere,
}: Pick<Act, 'user' | 'userName' | 'isElsewhere'>): Actor {
  return { id: `discord:${user}`, displayName: userName, ...(isElsewhere ? { from: 'elsewhere' } : {}) };
}
