import { type Answer, limited, refusal } from '../answer.ts';
import { checkSaid } from '../check-said.ts';
import type { Args, Room } from '../room.ts';
import type { Channel, Message } from '../workspace.ts';

/** The channel, if the bot can write in it. @throws Refusal */
export function writable(id: unknown, { workspace }: Room): Channel {
  const channel = workspace.channels.get(String(id));
  if (!channel) throw refusal('channel_not_found');
  if (!channel.hasBot) throw refusal(channel.kind === 'public' ? 'not_in_channel' : 'channel_not_found');
  if (channel.isArchived) throw refusal('is_archived');
  return channel;
}

export function postMessage(args: Args, room: Room): Answer {
  const { workspace, rates } = room;
  const channel = writable(args.channel, room);
  const said = checkSaid(args, room);
  const thread = threadOf(args, channel, room);
  const waitS = rates.post(channel.id);
  if (waitS > 0) throw limited(waitS);
  const metadata = metadataOf(args.metadata);
  const message = workspace.post({ ...said, channel: channel.id, thread, user: workspace.botUser, metadata });
  return { channel: channel.id, ts: message.ts, message: shown(message) };
}

export function postEphemeral(args: Args, room: Room): Answer {
  const { workspace } = room;
  const channel = writable(args.channel, room);
  const said = checkSaid(args, room);
  const user = String(args.user);
  if (!workspace.users.has(user)) throw refusal('user_not_in_channel');
  const waitS = room.rates.post(`${channel.id} ${user}`);
  if (waitS > 0) throw limited(waitS);
  const ts = workspace.ts();
  const thread = threadOf(args, channel, room);
  workspace.ephemerals.push({
    ...said,
    channel: channel.id,
    user,
    thread,
    ts,
    via: 'postEphemeral',
    isDeleted: false,
  });
  workspace.stage.changed();
  return { message_ts: ts };
}

export function update(args: Args, room: Room): Answer {
  const { workspace, rates } = room;
  const channel = writable(args.channel, room);
  const message = workspace.find(channel.id, String(args.ts));
  if (!message) throw refusal('message_not_found');
  if (message.user !== workspace.botUser) throw refusal('cant_update_message');
  const said = checkSaid(args, room);
  const waitS = rates.edit();
  if (waitS > 0) throw limited(waitS);
  workspace.change(message, said);
  return { channel: channel.id, ts: message.ts, text: said.text };
}

/** The thread that is written into. @throws Refusal where its first message is not there */
export function threadOf(
  { thread_ts: ts }: Args,
  { id }: Pick<Channel, 'id'>,
  { workspace }: Room,
): string | null {
  if (ts === undefined) return null;
  const root = workspace.find(id, String(ts));
  if (!root) throw refusal('thread_not_found');
  return root.thread ?? root.ts;
}

function metadataOf(given: unknown): Message['metadata'] {
  if (given === undefined) return null;
  const { event_type: type, event_payload: payload } = given as {
    event_type?: unknown;
    event_payload?: unknown;
  };
  if (typeof type !== 'string' || !/^[a-z0-9_.-]{1,255}$/i.test(type))
    throw refusal('invalid_metadata_format');
  if (typeof payload !== 'object' || payload === null) throw refusal('invalid_metadata_schema');
  return { event_type: type, event_payload: payload };
}

/** A message as Slack gives it back. */
export function shown(message: Message): Answer {
  return {
    type: 'message',
    user: message.user,
    text: message.text,
    ts: message.ts,
    ...(message.blocks.length === 0 ? {} : { blocks: message.blocks }),
    ...(message.thread === null ? {} : { thread_ts: message.thread }),
  };
}
