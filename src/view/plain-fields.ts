import type { Words } from '../text.ts';
import type { Line } from './lines.ts';
import { pad, widthOf, wrap } from './width.ts';

const GAP = 2;

/** Labelled values, one below the other, the values in a column of their own. */
export function fieldLines<W extends Words>(
  fields: readonly { readonly label: W; readonly value: W }[],
  word: (words: W) => string,
  width: number,
): readonly Line[] {
  const labels = fields.map(({ label }) => word(label));
  const longest = labels.reduce((widest, label) => Math.max(widest, widthOf(label)), 0);
  // On a narrow screen the values go below their labels.
  const isBeside = longest + GAP <= width / 2;
  const indent = isBeside ? longest + GAP : GAP;
  return fields.flatMap(({ value }, row): readonly Line[] => {
    const label = labels[row] ?? '';
    const values = wrap(word(value), width - indent);
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
