import type { SlackContent } from '../content.ts';
import type { Body } from '../web/index.ts';

/** Blocks that every workspace takes. */
const PLAIN = new Set(['section', 'context', 'actions', 'header', 'divider']);
/** In which of its forms a message is said, as a workspace has shown what it takes. */
export interface Wording {
  body(content: SlackContent): Body;
  /**
   * Slack refused the blocks that were sent of a message: @returns whether it can be said in plainer words. Blocks
   * that were refused once are not tried again.
   */
  refused(content: SlackContent, sent: Body): boolean;
}

/** How many messages are remembered that even plain blocks were refused of. */
const MOST_REFUSED = 200;

export function createWording(): Wording {
  const refusedKinds = new Set<string>();
  const refusedPlain = new Set<string>();

  /** The same message is rendered anew for each attempt. */
  const keyOf = ({ plainBlocks }: SlackContent) => JSON.stringify(plainBlocks);
  const isRich = ({ blocks }: SlackContent) => blocks.every(({ type }) => !refusedKinds.has(type));

  return {
    body(content) {
      const { text } = content;
      if (refusedPlain.size > 0 && refusedPlain.has(keyOf(content))) return { text };
      const blocks = isRich(content) ? content.blocks : content.plainBlocks;
      return blocks.length === 0 ? { text } : { text, blocks };
    },
    refused(content, sent) {
      if (sent.blocks === undefined) return false;
      const rich = sent.blocks.filter(({ type }) => !PLAIN.has(type));
      for (const { type } of rich) refusedKinds.add(type);
      if (rich.length > 0) return true;
      if (refusedPlain.size >= MOST_REFUSED) refusedPlain.clear();
      refusedPlain.add(keyOf(content));
      return true;
    },
  };
}
