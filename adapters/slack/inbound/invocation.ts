import type { Actor } from '../../../src/access/actor.ts';
import type { Locale } from '../../../src/base/text.ts';
import type { Person } from '../../../src/chat/people.ts';
import { standsIn } from '../../../src/chat/stands-in.ts';
import type { OpenRequest } from '../../../src/command/audit/audit.ts';
import type { Invocation } from '../../../src/command/invocation.ts';
import type { SlackReply } from '../reply.ts';
import type { Act } from './act.ts';

/** How labvm names an account of Slack's. */
export function actorOf(
  { team, user, userName, isElsewhere }: Pick<Act, 'team' | 'user' | 'userName' | 'isElsewhere'>,
  chat: string,
): Actor {
  const id = `${chat}:${team}:${user}`;
  return { id, displayName: userName || user, ...(isElsewhere ? { from: 'elsewhere' } : {}) };
}

/** An act as labvm takes it in. */
export function invocationOf(
  act: Act,
  person: Person | null,
  { chat, locale }: { readonly chat: string; readonly locale: Locale },
): Invocation {
  const { id, user, channel, thread, line, openFile, responseUrl, pressed } = act;
  const wasShown = pressed !== null && standsIn(line, pressed.blocks);
  const reply: SlackReply = { user, responseUrl, thread, at: Date.now() };
  return {
    id,
    actor: actorOf({ ...act, userName: person?.name ?? act.userName }, chat),
    place: { chat, channel, ...(thread === null ? {} : { thread }) },
    locale: person?.locale ?? locale,
    line,
    ...(wasShown ? { wasShown } : {}),
    ...(openFile ? { openFile } : {}),
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
    isElsewhere: actor.from === 'elsewhere',
    user,
    userName: actor.displayName,
    channel: place.channel,
    thread: place.thread ?? null,
    line: line ?? '',
    responseUrl,
    triggerId: null,
    pressed: null,
  };
}
