import type { KnownBlock } from '@slack/types';
import type { Put } from '../../../src/chat/client.ts';
import type { SlackContent, Ways } from '../content.ts';
import type { Body } from '../web/index.ts';

/** Said in its text alone, where a workspace takes no blocks of it at all. */
const WORDS = 'words';
/** The levels of `Ways`, and the last resort. */
const WORDINGS: readonly string[] = ['0', '1', '2', '3', WORDS];

/** In which of its ways a message is said, as a workspace has shown what it takes. */
export interface Wording {
  body(content: SlackContent, wording: string | null): Body;
  /**
   * Slack refused what was sent of a message: @returns the next wording to put it in, or null where there is none. What
   * was refused in one message is tried again in the next, but for kinds of blocks that the workspace does not have.
   */
  plainer(content: SlackContent, sent: Body, put: Put): string | null;
  /** The workspace does not have blocks of this kind. */
  lacks(type: string): void;
}

/** After this time it is tried whether a workspace has a kind of block by now, in milliseconds. */
const FORGET_MS = 24 * 60 * 60 * 1000;

/** What Slack says of a block that a workspace does not have. */
const UNSUPPORTED = /unsupported type: ([a-z_]+)/g;

/** @param now milliseconds since 1970 */
export function createWording(now: () => number = Date.now): Wording {
  const lacking = new Map<string, number>();
  const lacks = (type: string) => void lacking.set(type, now() + FORGET_MS);
  const isThere = ({ type }: KnownBlock) => (lacking.get(type) ?? 0) <= now();

  function wayOf(ways: Ways, level: number): readonly KnownBlock[] {
    return ways.slice(level).find((blocks) => blocks.every(isThere)) ?? ways[3];
  }

  function body({ text, parts }: SlackContent, wording: string | null): Body {
    const blocks = wording === WORDS ? [] : parts.flatMap((ways) => wayOf(ways, Number(wording ?? 0)));
    return blocks.length === 0 ? { text } : { text, blocks };
  }

  return {
    body,
    lacks,
    plainer(content, sent, { wording, why = '' }) {
      if (sent.blocks === undefined) return null;
      for (const [, type = ''] of why.matchAll(UNSUPPORTED)) lacks(type);
      const before = JSON.stringify(sent.blocks);
      const next = WORDINGS.slice(WORDINGS.indexOf(wording ?? '0'));
      return next.find((one) => JSON.stringify(body(content, one).blocks) !== before) ?? null;
    },
  };
}
