import { withoutEscapes } from './escapes.ts';

/**
 * Invisible characters that turn, join, hide or number text: bidirectional controls, zero widths, fillers, tags,
 * line and paragraph separators, annotations.
 */
const HIDDEN = /[\p{Default_Ignorable_Code_Point}\u2028\u2029\ufff9-\ufffb]/gu;
/** Control characters of C0 and C1, except the line feed and the tab. */
const CONTROLS = /(?![\n\t])\p{Cc}/gu;
/** Marks piled up on one letter reach into the lines above; no language needs more than these. */
const PILED_MARKS = /(\p{M}{4})\p{M}+/gu;

/**
 * Untrusted text (names, what a guest wrote) made harmless for any screen: no escape sequences, no controls, nothing
 * that turns or hides text, no half characters. Line ends are kept only where asked, else they become blanks.
 */
export function clean(text: string, { keepNewlines = false }: { keepNewlines?: boolean } = {}): string {
  const plain = withoutEscapes(text.replace(/\r\n?/g, '\n'))
    .replace(CONTROLS, '')
    .replace(HIDDEN, '')
    .replace(PILED_MARKS, '$1')
    .replaceAll('\t', '  ')
    .toWellFormed();
  return keepNewlines ? plain : plain.replaceAll('\n', ' ');
}
