import type { Locale, Words } from '../base/text.ts';
import { clean } from './clean.ts';
import type { Line, Role } from './lines.ts';
import { askedBy } from './message-words.ts';
import { fieldLines } from './plain-fields.ts';
import { tableLines } from './plain-table.ts';
import type { CodePart, Part, StepLine, Tone, View } from './view.ts';
import { chop, wrap } from './width.ts';
import { words } from './words.ts';

/** The narrowest screen that anything is made to fit. */
const MIN_WIDTH = 10;

/** A view as lines of text that fit a width in columns, with what each stretch is. */
export function viewLines(view: View, locale: Locale, width: number): readonly Line[] {
  const columns = Math.max(MIN_WIDTH, width);
  const word = (said: Words) => words(said, locale);
  const title = view.title === undefined ? [] : spans(wrap(word(view.title), columns), titleRole(view.tone));
  const said = view.parts.map((part) => partLines(part, locale, columns));
  // Without a title the first paragraph says how it feels.
  const [first] = view.parts;
  if (view.title === undefined && first?.kind === 'text' && view.tone !== 'plain')
    said[0] = spans(wrap(word(first.text), columns), view.tone);
  return [...title, ...said.flat()];
}

/** A view as plain text. */
export function plainText(view: View, locale: Locale, width: number): string {
  return viewLines(view, locale, width)
    .map((line) =>
      line
        .map(({ text }) => text)
        .join('')
        .trimEnd(),
    )
    .join('\n');
}

function titleRole(tone: Tone): Role {
  return tone === 'plain' ? 'title' : tone;
}

function spans(lines: readonly string[], role: Role): readonly Line[] {
  return lines.map((text) => [{ text, role }]);
}

function partLines(part: Part, locale: Locale, width: number): readonly Line[] {
  const word = (said: Words) => words(said, locale);
  switch (part.kind) {
    case 'text':
      return spans(wrap(word(part.text), width), 'plain');
    case 'note':
      return spans(wrap(word(part.text), width), 'quiet');
    case 'asker':
      return spans(wrap(word(askedBy(part.name ?? part.actor)), width), 'quiet');
    case 'fields':
      return fieldLines(part.fields, word, width);
    case 'table':
      return tableLines(part, word, width);
    case 'steps':
      return part.steps.flatMap((step) => stepLines(step, word, width));
    case 'code':
      return codeLines(part, word, width);
    case 'link':
      // An address that is broken into lines cannot be opened.
      return [...spans(wrap(`${word(part.label)}:`, width), 'label'), [{ text: part.url, role: 'plain' }]];
    case 'picture':
      // A small one says nothing that is not said beside it.
      if (part.size === 'thumbnail') return [];
      return spans(wrap(`[${word(part.alt)}, ${part.width} × ${part.height}]`, width), 'quiet');
  }
}

const SIGNS: Readonly<Record<StepLine['state'], { sign: string; role: Role }>> = {
  waiting: { sign: '○', role: 'quiet' },
  running: { sign: '●', role: 'working' },
  done: { sign: '✓', role: 'good' },
  failed: { sign: '✗', role: 'bad' },
  undone: { sign: '↺', role: 'warning' },
};

function stepLines(step: StepLine, word: (words: Words) => string, width: number): readonly Line[] {
  const { sign, role } = SIGNS[step.state];
  const bar = step.fraction === undefined ? '' : ` ${barOf(step.fraction)}`;
  const note = step.note === undefined ? '' : `: ${word(step.note)}`;
  const [first = '', ...more] = wrap(`${word(step.label)}${note}${bar}`, width - 2);
  const textRole: Role = step.state === 'waiting' ? 'quiet' : 'plain';
  return [
    [
      { text: `${sign} `, role },
      { text: first, role: textRole },
    ],
    ...more.map((text): Line => [{ text: `  ${text}`, role: textRole }]),
  ];
}

const BAR_WIDTH = 12;

function barOf(fraction: number): string {
  const share = Math.min(1, Math.max(0, fraction));
  const full = Math.round(share * BAR_WIDTH);
  return `${'█'.repeat(full)}${'░'.repeat(BAR_WIDTH - full)} ${Math.round(share * 100)}\u00a0%`;
}

function codeLines(
  { label, text }: CodePart,
  word: (words: Words) => string,
  width: number,
): readonly Line[] {
  const head = label === undefined ? [] : spans(wrap(`${word(label)}:`, width), 'label');
  const lines = clean(text, { keepNewlines: true })
    .split('\n')
    .flatMap((line) => chop(line.trimEnd(), width - 2));
  return [
    ...head,
    ...spans(
      lines.map((line) => `  ${line}`),
      'plain',
    ),
  ];
}
