import type { OpenRequest } from '../../../src/command/audit/audit.ts';
import type { Invocation } from '../../../src/command/invocation.ts';
import type { DiscordReply } from '../reply.ts';
import type { Act } from './act.ts';
import { actorOf } from './person.ts';

/** The chat's name in places. */
const CHAT = 'discord';

/** An act as labvm takes it in. */
export function invocationOf(act: Act, reply: DiscordReply): Invocation {
  const { id, channel, locale, line, wasShown } = act;
  const place = { chat: CHAT, channel };
  return { id, actor: actorOf(act), place, locale, line, ...(wasShown ? { wasShown } : {}), reply };
}

/** The act of a request that an earlier process recorded. */
export function actOfRequest({ invocationId, actor, place, locale, line, reply }: OpenRequest): Act {
  // Stored by this adapter, which is the only one that reads it.
  const { interaction, token, user, userName, guild, pressed } = reply as DiscordReply;
  return {
    id: invocationId,
    user,
    userName,
    locale,
    guild,
    isElsewhere: actor.from === 'elsewhere',
    channel: place.channel,
    line: line ?? '',
    interaction: { id: interaction, token },
    pressed,
  };
}
