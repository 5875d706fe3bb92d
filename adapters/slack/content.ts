import type { KnownBlock } from '@slack/types';

/**
 * How one part of a message can be drawn, the best way first. Each level is for a workspace that refused the one before
 * (`invalid_blocks`): as it is drawn best; with the older table; in formatted text alone; in blocks that all take.
 */
export type Ways = readonly [best: Blocks, older: Blocks, formatted: Blocks, plain: Blocks];

type Blocks = readonly KnownBlock[];

/** What one message says, in Slack's words. */
export interface SlackContent {
  /** For notifications and screen readers: the whole message in short, escaped so that it can mention nobody. */
  readonly text: string;
  readonly parts: readonly Ways[];
  /** Pictures that come into the message once Slack has them. */
  readonly pictures: readonly SlackPicture[];
  /** What does not fit into a message, whole. */
  readonly file: SlackFile | null;
}

export interface SlackPicture {
  /** Such as `the-screen-of-web1.png`. */
  readonly name: string;
  readonly png: Buffer;
  /** What is to be seen, for whoever cannot see it. */
  readonly alt: string;
}

export interface SlackFile {
  /** Such as `web1-log.txt`. */
  readonly name: string;
  readonly title: string;
  readonly text: string;
}
