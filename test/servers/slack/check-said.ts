import { refusal } from './answer.ts';
import { blockFaults, shownText } from './check-blocks.ts';
import type { Faults } from './faults.ts';
import { MOST } from './limits.ts';
import type { Schemas } from './schemas.ts';
import type { Said } from './workspace.ts';

/** What a message is to say, if Slack takes it. @throws Refusal */
export function checkSaid(args: Readonly<Record<string, unknown>>, schemas: Schemas, faults: Faults): Said {
  const { text = '', blocks } = args;
  if (typeof text !== 'string') throw refusal('invalid_arguments', ['text: must be a string']);
  if (blocks === undefined && text === '') throw refusal('no_text');
  if (text.length > MOST.messageText) throw refusal('msg_too_long');
  if (blocks === undefined) return { text, blocks: [] };
  // A screen reader and a notification have nothing else.
  if (text === '') throw refusal('no_text', ['labvm always sends a text']);
  const found = blockFaults(blocks, MOST.messageBlocks, schemas);
  if (found.length > 0) throw refusal('invalid_blocks', found);
  const checked = blocks as Said['blocks'];
  const unknown = checked.find(({ type }) => faults.unknownBlocks.has(type));
  if (unknown) throw refusal('invalid_blocks', [`unsupported type: ${unknown.type}`]);
  if (shownText(checked) > MOST.allText) throw refusal('msg_blocks_too_long');
  return { text, blocks: checked };
}
