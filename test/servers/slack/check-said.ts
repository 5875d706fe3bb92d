import { refusal } from './answer.ts';
import { blockFaults, shownText } from './check-blocks.ts';
import { MOST } from './limits.ts';
import type { Room } from './room.ts';
import { isShowable } from './uploads.ts';
import type { Said } from './workspace.ts';

interface ImageLike {
  readonly type: string;
  readonly slack_file?: { readonly id?: unknown };
}

/** What a message is to say, if Slack takes it. @throws Refusal */
export function checkSaid(
  args: Readonly<Record<string, unknown>>,
  { schemas, faults, workspace }: Pick<Room, 'schemas' | 'faults' | 'workspace'>,
): Said {
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
  for (const [at, { type, slack_file: file }] of checked.entries() as Iterable<[number, ImageLike]>) {
    // Of a file that Slack has not looked through yet it says the same as of one that is not there.
    if (type === 'image' && file && !isShowable(String(file.id), { workspace }))
      throw refusal('invalid_blocks', [`invalid slack file [json-pointer:/blocks/${at}/slack_file]`]);
  }
  const unknown = checked.find(({ type }) => faults.unknownBlocks.has(type));
  if (unknown) throw refusal('invalid_blocks', [`unsupported type: ${unknown.type}`]);
  if (shownText(checked) > MOST.allText) throw refusal('msg_blocks_too_long');
  return { text, blocks: checked };
}
