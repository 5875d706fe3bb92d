import { stripVTControlCharacters } from 'node:util';

/** Invisible characters that turn, join or hide text: bidirectional controls, zero widths, byte order marks. */
const HIDDEN = /[\u00ad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]/g;
/** Control characters of C0 and C1, except the line feed and the tab. */
const CONTROLS = /(?![\n\t])\p{Cc}/gu;

/**
 * Untrusted text (names, what a guest wrote) made harmless for any screen: no escape sequences, no controls, nothing
 * that turns or hides text. Line ends are kept only where asked, else they become blanks.
 */
export function clean(text: string, { keepNewlines = false }: { keepNewlines?: boolean } = {}): string {
  const lines = text.replace(/\r\n?/g, '\n');
  const plain = stripVTControlCharacters(lines)
    .replace(CONTROLS, '')
    .replace(HIDDEN, '')
    .replaceAll('\t', '  ');
  return keepNewlines ? plain : plain.replaceAll('\n', ' ');
}
