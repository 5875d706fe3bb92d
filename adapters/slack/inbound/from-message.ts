import type { Act } from './act.ts';
import { saidTo, spokenText } from './spoken.ts';

/** The part of a message or a mention that labvm reads. */
export interface SaidMessage {
  readonly type: string;
  readonly subtype?: string;
  readonly channel: string;
  readonly channel_type?: string;
  readonly user?: string;
  readonly bot_id?: string;
  readonly team?: string;
  /** The writer's workspace, in channels that several workspaces share (docs.slack.dev, Slack Connect). */
  readonly user_team?: string;
  readonly source_team?: string;
  readonly text?: string;
  readonly ts: string;
  readonly thread_ts?: string;
}

/** What is known of every message before it is read. */
export interface Envelope {
  /** The workspace that labvm is installed in, and its user there. */
  readonly team: string;
  readonly botUser: string;
  /** The channel is shared with other workspaces. */
  readonly isShared: boolean;
}

/** What people say in a direct message: as it is, with a file, or from a thread to the channel as well. */
const SPOKEN = new Set([undefined, 'file_share', 'thread_broadcast']);

/** A message to labvm: a mention, or a direct message; null for what is none, such as what bots say. */
export function actOfMessage(message: SaidMessage, envelope: Envelope): Act | null {
  const { team, botUser } = envelope;
  const { user, bot_id: bot, subtype, ts, channel, text = '' } = message;
  if (user === undefined || user === botUser || bot !== undefined || !SPOKEN.has(subtype)) return null;
  const isDirect = message.type === 'message';
  if (isDirect && message.channel_type !== 'im') return null;
  const said = [message.user_team, message.source_team, message.team].filter((one) => one !== undefined);
  // Where the channel is shared and nobody says whose the writer is, they may be anybody's.
  const isElsewhere = said.length === 0 ? envelope.isShared : said.some((one) => one !== team);
  const own = said[0] ?? (envelope.isShared ? '' : team);
  return {
    // Slack tells of one message in several ways and several times: its place names it.
    id: `slack:${team}:${channel}:${ts}`,
    team: own,
    isElsewhere,
    user,
    userName: '',
    channel,
    thread: message.thread_ts ?? null,
    line: isDirect && !text.includes(`<@${botUser}`) ? spokenText(text) : saidTo(botUser, text),
    responseUrl: null,
    triggerId: null,
    pressed: null,
  };
}
