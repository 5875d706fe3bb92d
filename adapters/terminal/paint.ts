import { styleText } from 'node:util';
import type { Line, Role } from '../../src/view/lines.ts';

type Style = Parameters<typeof styleText>[0];

/** Only colours that are legible on dark and on light screens; grey is invisible on some. */
const STYLES: Readonly<Record<Role, Style | null>> = {
  plain: null,
  title: 'bold',
  label: 'dim',
  quiet: 'dim',
  good: 'green',
  warning: 'yellow',
  bad: 'red',
  working: 'cyan',
};

/** Makes lines of a view into text for this terminal. */
export type Paint = (line: Line) => string;

export function createPaint(withColor: boolean): Paint {
  return (line) =>
    line
      .map(({ text, role }) => {
        const style = STYLES[role];
        return withColor && style !== null ? styleText(style, text, { validateStream: false }) : text;
      })
      .join('');
}
