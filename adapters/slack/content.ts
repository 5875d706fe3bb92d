import type { KnownBlock } from '@slack/types';

/** What one message says, in Slack's words. */
export interface SlackContent {
  /** For notifications and screen readers: the whole message in short, escaped so that it can mention nobody. */
  readonly text: string;
  readonly blocks: readonly KnownBlock[];
  /** The same in blocks that every workspace takes, for one that refuses the others (`invalid_blocks`). */
  readonly plainBlocks: readonly KnownBlock[];
  /** Pictures that come into the message once Slack has them. */
  readonly pictures: readonly SlackPicture[];
  /** What does not fit into a message, whole. */
  readonly file: SlackFile | null;
}

export interface SlackPicture {
  readonly png: Buffer;
  /** What is to be seen, for whoever cannot see it. */
  readonly alt: string;
}

export interface SlackFile {
  /** Such as `web1.log.txt`. */
  readonly name: string;
  readonly title: string;
  readonly text: string;
}
