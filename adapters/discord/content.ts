import type {
  APIActionRowComponent,
  APIComponentInMessageActionRow,
  APIMessageTopLevelComponent,
} from 'discord.js';

/** What one message says, in Discord's words. */
export interface DiscordContent {
  /** The card: Components V2, beside which there is no `content`. */
  readonly components: readonly APIMessageTopLevelComponent[];
  /** The same as text and rows of buttons, for where Discord refuses the card. */
  readonly plain: DiscordPlain;
  /** What does not fit into a message, whole. */
  readonly file: DiscordFile | null;
}

export interface DiscordPlain {
  readonly content: string;
  readonly components: readonly APIActionRowComponent<APIComponentInMessageActionRow>[];
}

export interface DiscordFile {
  /** Such as `web1-log.txt`: of letters, digits, dashes and dots, as `attachment://` addresses want it. */
  readonly name: string;
  readonly text: string;
}
