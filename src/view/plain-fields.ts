import type { Words } from '../base/text.ts';
import type { Line } from './lines.ts';
import { pad, widthOf, wrap } from './width.ts';

const GAP = 2;
/** An IPv6 address, in columns; longer ones are broken anyway. */
const LONGEST_WORD = 39;

/** Labelled values, one below the other, the values in a column of their own. */
export function fieldLines<W extends Words>(
  fields: readonly { readonly label: W; readonly value: W }[],
  word: (words: W) => string,
  width: number,
): readonly Line[] {
  const labels = fields.map(({ label }) => word(label));
  const texts = fields.map(({ value }) => word(value));
  const longest = widest(labels);
  // On a narrow screen the values go below their labels, and so they do where half an address would be left.
  const isBeside = longest + GAP <= width / 2 && widest(texts.flatMap(wordsOf)) <= width - longest - GAP;
  const indent = isBeside ? longest + GAP : GAP;
  return texts.flatMap((value, row): readonly Line[] => {
    const label = labels[row] ?? '';
    const values = wrap(value, width - indent);
    const indented = (text: string): Line => [{ text: ' '.repeat(indent) + text, role: 'plain' }];
    if (!isBeside) {
      return [...wrap(label, width).map((text): Line => [{ text, role: 'label' }]), ...values.map(indented)];
    }
    const [first = '', ...rest] = values;
    const head: Line = [
      { text: pad(label, indent), role: 'label' },
      { text: first, role: 'plain' },
    ];
    return [head, ...rest.map(indented)];
  });
}

function widest(texts: readonly string[]): number {
  return texts.reduce((most, text) => Math.max(most, widthOf(text)), 0);
}

/** What a line should not be broken in. A word that fits on no line says nothing about where it stands. */
function wordsOf(text: string): readonly string[] {
  return text.split(' ').filter((word) => widthOf(word) <= LONGEST_WORD);
}
