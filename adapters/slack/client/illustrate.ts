import { createHash } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { ImageBlock, KnownBlock } from '@slack/types';
import { refusalOf } from '../../../src/chat/call-failure.ts';
import type { SlackContent, SlackPicture } from '../content.ts';
import type { Body, Web } from '../web/index.ts';

/**
 * Slack looks through files before it lets blocks show them, and refuses such blocks until then (slackapi/
 * node-slack-sdk issue 2040): how long it is given before each attempt, in milliseconds.
 */
const PATIENCE_MS = [700, 1000, 2000, 4000] as const;

/** How many pictures are remembered that Slack has, so that a message that is edited brings none twice. */
const MOST_KNOWN = 200;

/** Puts the pictures of messages into them. */
export interface Illustrator {
  /**
   * Gives Slack the pictures and shows the message with them.
   * @param show edits the message; a ChatCallError is what Slack said to it
   * @returns what the message says now
   * @throws ChatCallError where Slack takes the pictures not at all, or not yet
   */
  illustrate(content: SlackContent, body: Body, show: (body: Body) => Promise<void>): Promise<Body>;
}

export function createIllustrator(web: Pick<Web, 'uploadPicture'>, signal: AbortSignal): Illustrator {
  const known = new Map<string, string>();

  async function idOf(picture: SlackPicture): Promise<string> {
    const digest = createHash('sha256').update(picture.png).digest('base64');
    const there = known.get(digest);
    if (there !== undefined) return there;
    const id = await web.uploadPicture(picture);
    if (known.size >= MOST_KNOWN) known.delete(known.keys().next().value ?? '');
    known.set(digest, id);
    return id;
  }

  return {
    async illustrate({ pictures }, body, show) {
      const images: ImageBlock[] = [];
      for (const picture of pictures) {
        images.push({ type: 'image', alt_text: picture.alt, slack_file: { id: await idOf(picture) } });
      }
      const pictured = { ...body, blocks: withImages(body.blocks ?? [], images) };
      for (const [attempt, waitMs] of PATIENCE_MS.entries()) {
        await sleep(waitMs, undefined, { signal });
        try {
          await show(pictured);
          break;
        } catch (error) {
          if (!isNotReady(error) || attempt === PATIENCE_MS.length - 1) throw error;
        }
      }
      return pictured;
    },
  };
}

function isNotReady(error: unknown): boolean {
  return String(refusalOf(error)?.code).startsWith('invalid_blocks');
}

/** Pictures stand above the buttons. */
function withImages(blocks: readonly KnownBlock[], images: readonly ImageBlock[]): KnownBlock[] {
  const at = blocks.findIndex(({ type }) => type === 'actions');
  return at < 0 ? [...blocks, ...images] : [...blocks.slice(0, at), ...images, ...blocks.slice(at)];
}
