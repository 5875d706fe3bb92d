import { type Answer, Refusal, refusal } from '../answer.ts';
import { blockFaults } from '../check-blocks.ts';
import { MOST } from '../limits.ts';
import type { Args, Room } from '../room.ts';

/**
 * Says which blocks would be refused, each fault with a pointer into what was given; whoever asks needs no token
 * (docs.slack.dev, blocks.validate).
 */
export function validate({ blocks }: Args, { schemas, faults }: Room): Answer {
  if (!Array.isArray(blocks)) throw refusal('invalid_arguments', ['give one of blocks, view or message']);
  const errors = blocks.flatMap((block: { readonly type?: unknown }, at) => {
    const found = blockFaults([block], MOST.messageBlocks, schemas);
    const unknown = faults.unknownBlocks.has(String(block?.type)) ? ['unsupported type'] : [];
    return [...unknown, ...found].map((message) => ({
      pointer: `/${at}/type`,
      code: 'failed_constraint',
      message,
    }));
  });
  if (errors.length > 0) throw new Refusal('invalid_blocks', { errors });
  return { ok: true };
}
