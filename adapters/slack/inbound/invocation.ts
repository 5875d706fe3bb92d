import type { OpenRequest } from '../../../src/audit/audit.ts';
import type { Person } from '../../../src/chat/people.ts';
import type { Invocation } from '../../../src/command/invocation.ts';
import type { Locale } from '../../../src/text.ts';
import type { SlackReply } from '../reply.ts';
import type { Act } from './act.ts';

/** An act as labvm takes it in. */
export function invocationOf(
  act: Act,
  person: Person | null,
  { chat, locale }: { readonly chat: string; readonly locale: Locale },
): Invocation {
  const { id, team, user, channel, thread, line, responseUrl } = act;
  const reply: SlackReply = { user, responseUrl, at: Date.now() };
  return {
    id,
    actor: { id: `${chat}:${team}:${user}`, displayName: person?.name ?? (act.userName || user) },
    place: { chat, channel, ...(thread === null ? {} : { thread }) },
    locale: person?.locale ?? locale,
    line,
    reply,
  };
}

/** The act of a request that an earlier process recorded. Its triggers are long dead. */
export function actOfRequest({ invocationId, actor, place, line, reply }: OpenRequest): Act {
  // Stored by this adapter, which is the only one that reads it.
  const { user, responseUrl } = reply as SlackReply;
  return {
    id: invocationId,
    team: actor.id.split(':')[1] ?? '',
    user,
    userName: actor.displayName,
    channel: place.channel,
    thread: place.thread ?? null,
    line,
    responseUrl,
    triggerId: null,
    pressed: null,
  };
}
