import type {
  APIActionRowComponent,
  APIComponentInMessageActionRow,
  APIMessageTopLevelComponent,
} from 'discord.js';

/** What one message says, in Discord's words. */
export interface DiscordContent {
  /** The card: Components V2, beside which there is no `content`. */
  readonly components: readonly APIMessageTopLevelComponent[];
  /** The card with its pictures in it, where it has any; without them where Discord does not take files. */
  readonly pictured: DiscordPictured | null;
  /** The same as text and rows of buttons, for where Discord refuses the card. */
  readonly plain: DiscordPlain;
  /** The whole of it, where the card says less. */
  readonly file: DiscordFile | null;
}

export interface DiscordPictured {
  readonly components: readonly APIMessageTopLevelComponent[];
  readonly pictures: readonly DiscordPicture[];
}

export interface DiscordPicture {
  /** Such as `screen-0.png`: the card names it so. */
  readonly name: string;
  readonly png: Buffer;
  readonly alt: string;
}

export interface DiscordPlain {
  readonly content: string;
  readonly components: readonly APIActionRowComponent<APIComponentInMessageActionRow>[];
  /** The whole of it, where this says less. */
  readonly file: DiscordFile | null;
}

export interface DiscordFile {
  /** Such as `web1-log.txt`: of letters, digits, dashes and dots, as `attachment://` addresses want it. */
  readonly name: string;
  readonly text: string;
  /** Says beside the file what it is. */
  readonly note: string;
}
