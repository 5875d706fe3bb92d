import type { Act } from './act.ts';
import { actName, textAt, threadOf } from './read.ts';
import { saidTo, spokenText } from './spoken.ts';

/** What is known of every message before it is read. */
export interface Envelope {
  /** The workspace that labvm is installed in, and its user there. */
  readonly team: string;
  readonly botUser: string;
  /** The channel is shared with other workspaces. */
  readonly isShared: boolean;
}

/** What people say in a direct message: as it is, with a file, or from a thread to the channel as well. */
const SPOKEN = new Set(['', 'file_share', 'thread_broadcast']);

/** Whoever only mentions labvm, or sends it nothing that can be read, calls it. */
const CALL = '@labvm';

/** A message to labvm: a mention, or a direct message; null for what is none, such as what bots say. */
export function actOfMessage(message: unknown, { team, botUser, isShared }: Envelope): Act | null {
  const [user, channel, ts] = [textAt(message, 'user'), textAt(message, 'channel'), textAt(message, 'ts')];
  if (user === '' || user === botUser || channel === '' || textAt(message, 'bot_id') !== '') return null;
  if (!SPOKEN.has(textAt(message, 'subtype'))) return null;
  const isDirect = textAt(message, 'type') === 'message';
  if (isDirect && textAt(message, 'channel_type') !== 'im') return null;
  // The writer's workspace, in channels that several workspaces share (docs.slack.dev, Slack Connect).
  const said = ['user_team', 'source_team', 'team'].map((name) => textAt(message, name)).filter(Boolean);
  const text = textAt(message, 'text');
  const line = isDirect && !text.includes(`<@${botUser}`) ? spokenText(text) : saidTo(botUser, text);
  return {
    // Slack tells of one message in several ways and several times: its place names it.
    id: `slack:${team}:${channel}:${actName(ts)}`,
    team: said[0] ?? (isShared ? '' : team),
    // Where the channel is shared and nobody says whose the writer is, they may be anybody's.
    isElsewhere: said.length === 0 ? isShared : said.some((one) => one !== team),
    user,
    userName: '',
    channel,
    thread: threadOf(ts, textAt(message, 'thread_ts')),
    line: line || CALL,
    responseUrl: null,
    triggerId: null,
    pressed: null,
  };
}
