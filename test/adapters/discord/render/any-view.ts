import fc from 'fast-check';
import type { Action, Part, View } from '../../../../src/view/view.ts';

const HOSTILE = [
  '<@1> <@&1> <#1> @everyone @here </vm:1> <t:1> <:a:1> <a:b:2> <id:home>',
  ':smile: https://x.example [a](https://x.example) <https://x.example>',
  '*b* **b** _i_ __u__ ~~s~~ ||spoiler|| `c` ``d``',
  '``` ends it ```\n@everyone',
  '# head\n## head\n-# quiet\n> quote\n>>> quotes\n- list\n1. list',
  '\\',
  '\\\\*\\',
  '\ud800 \udc00',
  '\u202e\u0007\u001b[31m\u200b',
  '192.168.122.5',
  'fe80::1',
  '',
  ' ',
  '\u3000\n\u00a0',
  '`',
];
const text = fc.oneof(
  fc.constantFrom(...HOSTILE),
  fc.string({ unit: 'grapheme', maxLength: 80 }),
  fc.string({ unit: fc.constantFrom('*', '`', '\\', '\n', ' ', '_', '😀', 'a', '\ud83d'), maxLength: 120 }),
  fc.integer({ min: 100, max: 9000 }).map((length) => 'long words '.repeat(length / 11)),
  fc.integer({ min: 100, max: 9000 }).map((length) => '*'.repeat(length)),
  fc.integer({ min: 100, max: 5000 }).map((length) => '😀'.repeat(length)),
);
const words = fc.oneof(text, fc.record({ en: text, es: text }));

const step = fc.record({
  label: words,
  state: fc.constantFrom(
    'waiting' as const,
    'running' as const,
    'done' as const,
    'failed' as const,
    'undone' as const,
  ),
  note: words,
  fraction: fc.double({ min: -1, max: 2, noNaN: true }),
});

const table = fc.integer({ min: 1, max: 5 }).chain((width) =>
  fc.record({
    kind: fc.constant('table' as const),
    columns: fc.array(
      fc.record({ label: words, align: fc.constantFrom('left' as const, 'right' as const) }),
      { minLength: width, maxLength: width },
    ),
    rows: fc.oneof(
      fc.array(fc.array(words, { minLength: width, maxLength: width }), { maxLength: 12 }),
      // A row again and again: thousands of different ones take the generator too long.
      fc
        .tuple(
          fc.array(fc.constantFrom(...HOSTILE), { minLength: width, maxLength: width }),
          fc.integer({ min: 200, max: 1000 }),
        )
        .map(([row, times]) => Array.from({ length: times }, () => row)),
    ),
    empty: words,
  }),
);

const part: fc.Arbitrary<Part> = fc.oneof(
  fc.record({ kind: fc.constant('text' as const), text: words }),
  fc.record({ kind: fc.constant('note' as const), text: words }),
  fc.record({ kind: fc.constant('asker' as const), actor: text, name: text }),
  fc.record({
    kind: fc.constant('link' as const),
    label: words,
    url: fc.constantFrom('https://lab.example/open#x', 'http://127.0.0.1:8080/open#y'),
  }),
  fc.record({
    kind: fc.constant('picture' as const),
    alt: words,
    png: fc.constant('iVBORw0KGgo='),
    width: fc.nat(5000),
    height: fc.nat(5000),
    size: fc.constantFrom('full' as const, 'thumbnail' as const),
  }),
  fc.record({ kind: fc.constant('code' as const), text }),
  fc.record({ kind: fc.constant('code' as const), label: words, text }),
  fc.record({
    kind: fc.constant('fields' as const),
    fields: fc.array(fc.record({ label: words, value: words }), { maxLength: 12 }),
  }),
  fc.record({ kind: fc.constant('steps' as const), steps: fc.array(step, { maxLength: 12 }) }),
  table,
);

/** Many parts are small ones: sixty tables take the generator too long. */
const smallPart: fc.Arbitrary<Part> = fc.oneof(
  fc.record({ kind: fc.constant('text' as const), text: fc.constantFrom(...HOSTILE) }),
  fc.record({ kind: fc.constant('note' as const), text: fc.constantFrom(...HOSTILE) }),
  fc.record({ kind: fc.constant('code' as const), text: fc.constantFrom(...HOSTILE) }),
);

const command = fc.oneof(
  fc.constantFrom('/vm stop web1', '/vm start web1'),
  fc.string({ maxLength: 99 }).map((rest) => `/${rest}`),
);

const action: fc.Arbitrary<Action> = fc.record({
  label: words,
  command,
  style: fc.constantFrom('plain' as const, 'primary' as const, 'danger' as const),
  confirm: words,
});

/** Any message there may be, said by somebody who means harm. */
export const anyView: fc.Arbitrary<View> = fc.record(
  {
    tone: fc.constantFrom(
      'plain' as const,
      'working' as const,
      'good' as const,
      'warning' as const,
      'bad' as const,
    ),
    title: words,
    parts: fc.oneof(
      fc.array(part, { maxLength: 6 }),
      fc.array(smallPart, { minLength: 40, maxLength: 60, size: 'max' }),
    ),
    actions: fc.oneof(
      fc.array(action, { maxLength: 6 }),
      fc.array(action, { minLength: 20, maxLength: 60, size: 'max' }),
    ),
  },
  { requiredKeys: ['tone', 'parts', 'actions'] },
);
