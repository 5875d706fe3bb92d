import type { KnownBlock } from '@slack/types';
import type { SlackFile, SlackPicture } from '../content.ts';
import type { Search } from './find-message.ts';

/** What a message says. */
export interface Body {
  readonly text: string;
  readonly blocks?: readonly KnownBlock[];
}

/** A message that is posted. */
export interface Post extends Body {
  readonly channel: string;
  readonly thread: string | null;
  /** Names the message for good: it is found again by it in the channel's history. */
  readonly id: string;
}

/** A message that is edited. */
export interface Edit extends Body {
  readonly channel: string;
  readonly ts: string;
  readonly id: string;
}

/** Who labvm is in a workspace. */
export interface Identity {
  readonly team: string;
  /** The workspace's name and address, and the bot's name, for people to read. */
  readonly teamName: string;
  readonly address: string;
  readonly botName: string;
  readonly botUser: string;
  readonly botId: string | undefined;
}

/** The calls to Slack that labvm makes. Each throws a ChatCallError. */
export interface Web {
  authTest(): Promise<Identity>;
  /** @returns the message's `ts` */
  post(post: Post): Promise<string>;
  update(edit: Edit): Promise<void>;
  /** Says something in a channel that only one person sees. */
  postEphemeral(channel: string, thread: string | null, user: string, body: Body): Promise<void>;
  /** Answers at an address that came with what somebody did. */
  respond(responseUrl: string, body: object): Promise<void>;
  /** @returns the channel of the direct messages with this person */
  openDirect(user: string): Promise<string>;
  /** @returns the `ts` of the message with this id, or null if it is not there */
  find(search: Search): Promise<string | null>;
  openView(triggerId: string, view: object): Promise<void>;
  userInfo(user: string): Promise<{ name: string; locale: string | undefined }>;
  upload(channel: string, thread: string | null, file: SlackFile): Promise<void>;
  /** Gives Slack a picture, in a channel or, for blocks, in none. @returns its id */
  uploadPicture(picture: SlackPicture, channel?: string): Promise<string>;
  /** Asks which of these blocks Slack would refuse (`blocks.validate`). @returns their places */
  refusedBlocks(blocks: readonly KnownBlock[]): Promise<readonly number[]>;
}
