import type { UserError } from '../../src/base/errors.ts';
import { type Locale, say } from '../../src/base/text.ts';
import type { Pressed } from './inbound/act.ts';
import { escapeText } from './render/index.ts';

/**
 * Turns the buttons of a message into a sentence, when what they were for is gone.
 * @param respond replaces the message, by the address that came with the press
 * @returns true
 */
export async function replaceGone(
  { blocks, text }: Pressed,
  { text: words }: UserError,
  locale: Locale,
  respond: (body: object) => Promise<unknown>,
): Promise<boolean> {
  const sentence = say(words, locale);
  const kept = blocks.filter(({ type }) => type !== 'actions');
  const said = { type: 'context', elements: [{ type: 'plain_text', text: sentence, emoji: false }] };
  const original = { replace_original: true, text: escapeText(sentence) };
  try {
    await respond({ ...original, blocks: [...kept, said] });
  } catch {
    // What Slack sends back of a message is not always what it takes again.
    const lines = text === '' ? [sentence] : [text, sentence];
    await respond({ ...original, text: lines.map(escapeText).join('\n') });
  }
  return true;
}
