import type { PlainTextElement } from '@slack/types';

/** What calls everybody in a channel, where a text is read as Slack's markup. */
const CALL = /@(?=channel|here|everyone)/gi;
/** What Slack's markup makes bold, italic, struck or code of. */
const FORMATTING = /[*_~`]/g;
const WORD_JOINER = '\u2060';

/**
 * Text for where Slack reads its markup: it mentions nobody, links nowhere and formats nothing
 * (docs.slack.dev, formatting message text).
 */
export function escapeText(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replace(CALL, `@${WORD_JOINER}`)
    .replace(FORMATTING, (sign) => `${WORD_JOINER}${sign}`);
}

/** Text that Slack shows as it is. */
export function plain(text: string): PlainTextElement {
  return { type: 'plain_text', text, emoji: false };
}

/** A text in pieces of at most this many characters, broken at line ends and blanks where there are any. */
export function pieces(text: string, most: number): readonly string[] {
  const found: string[] = [];
  let rest = text;
  while (rest.length > most) {
    const head = rest.slice(0, most);
    const at = Math.max(head.lastIndexOf('\n'), head.lastIndexOf(' '));
    const end = at > most / 2 ? at : surrogateSafe(rest, most);
    found.push(rest.slice(0, end).trimEnd());
    rest = rest.slice(end).trimStart();
  }
  return [...found, rest].filter((piece) => piece.trim() !== '');
}

/** No pair of surrogates is taken apart. */
function surrogateSafe(text: string, at: number): number {
  return /[\ud800-\udbff]/.test(text[at - 1] ?? '') ? at - 1 : at;
}
