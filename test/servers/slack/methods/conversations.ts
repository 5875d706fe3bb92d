import { type Answer, refusal } from '../answer.ts';
import type { Args, Room } from '../room.ts';
import type { Message } from '../workspace.ts';
import { shown } from './chat.ts';

export function open(args: Args, { workspace }: Room): Answer {
  const user = String(args.users);
  if (!workspace.users.has(user)) throw refusal('user_not_found');
  return { channel: { id: workspace.directOf(user).id } };
}

export function history(args: Args, room: Room): Answer {
  const channel = readable(args, room);
  return page(
    room.workspace.messages.filter((one) => one.channel === channel && one.thread === null),
    args,
  );
}

export function replies(args: Args, room: Room): Answer {
  const channel = readable(args, room);
  const root = room.workspace.find(channel, String(args.ts));
  if (!root) throw refusal('thread_not_found');
  const inThread = (one: Message) =>
    one.channel === channel && (one.ts === root.ts || one.thread === root.ts);
  return page(room.workspace.messages.filter(inThread), args);
}

/** @throws Refusal */
function readable({ channel: id }: Args, { workspace }: Room): string {
  const channel = workspace.channels.get(String(id));
  if (!channel) throw refusal('channel_not_found');
  if (!channel.hasBot) throw refusal('not_in_channel');
  return channel.id;
}

/** Newest first, as many as asked for, with the way to the rest. */
function page(messages: readonly Message[], args: Args): Answer {
  const limit = Math.min(Number(args.limit ?? 100), 999);
  const from = Number(args.cursor ?? 0);
  const oldest = Number(args.oldest ?? 0);
  const found = messages.filter(({ ts, isDeleted }) => !isDeleted && Number(ts) > oldest).toReversed();
  const withMetadata = args.include_all_metadata === true || args.include_all_metadata === 'true';
  const more = from + limit < found.length;
  return {
    messages: found
      .slice(from, from + limit)
      .map((one) => ({ ...shown(one), ...(withMetadata && one.metadata ? { metadata: one.metadata } : {}) })),
    has_more: more,
    response_metadata: { next_cursor: more ? String(from + limit) : '' },
  };
}
