import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { clean } from '../../../src/view/clean.ts';
import { plainText, viewLines } from '../../../src/view/plain.ts';
import { type Part, type StepLine, type View, view } from '../../../src/view/view.ts';
import { chop, pad, shorten, widthOf, wrap } from '../../../src/view/width.ts';

/** Text as people and guests write it: narrow, wide, marks on letters, blanks, long words. */
const letters = fc.constantFrom(
  ...'abcXYZ 0189-./ñéü',
  '東',
  '京',
  '한',
  'ｗ',
  '🐧',
  'e\u0301',
  '\u0301',
  '…',
  '✓',
  '\u00a0',
);
const text = fc
  .oneof(
    fc.array(letters, { maxLength: 80 }).map((all) => all.join('')),
    fc.string({ unit: 'grapheme', maxLength: 40 }),
  )
  .map((one) => clean(one));
const width = fc.integer({ min: 10, max: 200 });
const columns = fc.integer({ min: 2, max: 60 });

const step: fc.Arbitrary<StepLine> = fc.record(
  {
    label: text,
    state: fc.constantFrom<StepLine['state']>('waiting', 'running', 'done', 'failed', 'undone'),
    note: text,
    fraction: fc.double({ min: -1, max: 2, noNaN: true }),
  },
  { requiredKeys: ['label', 'state'] },
);
const table = fc.integer({ min: 1, max: 7 }).chain((count) =>
  fc.record({
    kind: fc.constant('table' as const),
    columns: fc.array(
      fc.record({ label: text, align: fc.constantFrom('left', 'right'), whole: fc.boolean() }),
      { minLength: count, maxLength: count },
    ),
    rows: fc.array(fc.array(text, { minLength: count, maxLength: count }), { maxLength: 4 }),
    empty: text,
  }),
);
const part: fc.Arbitrary<Part> = fc.oneof(
  fc.record({ kind: fc.constantFrom('text', 'note'), text }),
  fc.record({
    kind: fc.constant('fields'),
    fields: fc.array(fc.record({ label: text, value: text }), { maxLength: 5 }),
  }),
  table,
  fc.record({ kind: fc.constant('steps'), steps: fc.array(step, { maxLength: 5 }) }),
  fc.record({
    kind: fc.constant('code'),
    label: text,
    text: fc.array(text).map((lines) => lines.join('\n')),
  }),
) as fc.Arbitrary<Part>;
const anyView: fc.Arbitrary<View> = fc
  .record({ title: text, parts: fc.array(part, { maxLength: 5 }) })
  .map((draft) => view(draft));

const blanks = /[\s\u00a0]/gu;

describe('a view', () => {
  it('has no line wider than the screen', () => {
    fc.assert(
      fc.property(anyView, width, (one, edge) => {
        for (const line of viewLines(one, 'en', edge)) {
          const whole = line.map((span) => span.text).join('');
          expect(widthOf(whole.trimEnd()), whole).toBeLessThanOrEqual(edge);
          expect(whole).not.toContain('\n');
        }
      }),
      { numRuns: 500 },
    );
  });

  it('is whole where there is no edge', () => {
    fc.assert(
      fc.property(anyView, (one) => {
        const shown = plainText(one, 'en', Number.POSITIVE_INFINITY);
        for (const each of one.parts) {
          if (each.kind !== 'table') continue;
          for (const cell of each.rows.flat())
            expect(shown.replace(blanks, '')).toContain(String(cell).replace(blanks, ''));
        }
      }),
      { numRuns: 200 },
    );
  });

  it('loses no name and no address on a narrow screen', () => {
    const name = fc.stringMatching(/^[a-z][a-z0-9-]{0,30}$/);
    const address = fc.ipV4();
    fc.assert(
      fc.property(
        fc.array(fc.tuple(name, address, text), { minLength: 1, maxLength: 4 }),
        width,
        (rows, edge) => {
          const shown = plainText(
            view({
              parts: [
                {
                  kind: 'table',
                  columns: [
                    { label: 'Name', whole: true },
                    { label: 'Address', whole: true },
                    { label: 'Owner' },
                  ],
                  rows,
                  empty: '',
                },
              ],
            }),
            'en',
            edge,
          ).replace(/\s/g, '');
          for (const [each, where] of rows) {
            expect(shown).toContain(each);
            expect(shown).toContain(where);
          }
        },
      ),
      { numRuns: 300 },
    );
  });
});

describe('widths', () => {
  it.each<[string, number]>([
    ['', 0],
    ['web', 3],
    ['東京', 4],
    ['한국', 4],
    ['ｗ', 2],
    ['é', 1],
    ['e\u0301', 1],
    ['🐧', 2],
    ['✓●…', 3],
  ])('%o takes %i columns', (one, expected) => {
    expect(widthOf(one)).toBe(expected);
  });

  it('shorten and pad to what was asked', () => {
    fc.assert(
      fc.property(text, columns, (one, most) => {
        const short = shorten(one, most);
        expect(widthOf(short)).toBeLessThanOrEqual(most);
        if (widthOf(one) <= most) expect(short).toBe(one);
        else expect(short).toMatch(/…$/u);
        expect(widthOf(pad(short, most))).toBe(most);
        expect(pad(short, most, 'right').endsWith(short)).toBe(true);
      }),
    );
  });

  it('break into lines that fit, and lose nothing but blanks', () => {
    fc.assert(
      fc.property(text, columns, (one, most) => {
        expect(chop(one, most).join('')).toBe(one);
        const lines = wrap(one, most);
        expect(lines.join('').replaceAll(' ', '')).toBe(one.replaceAll(' ', ''));
        for (const line of [...lines, ...chop(one, most)]) expect(widthOf(line)).toBeLessThanOrEqual(most);
      }),
    );
  });

  it('part no letter from its marks', () => {
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom('a', 'e\u0301', '東'), { maxLength: 50 }),
        columns,
        (all, most) => {
          for (const piece of chop(all.join(''), most)) expect(piece).not.toMatch(/^\p{M}/u);
        },
      ),
    );
  });
});
