import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { yamlOf } from '../../../adapters/first-boot/yaml.ts';

/** What PyYAML's resolver (YAML 1.1) takes for something else than a text, of each kind and in each form. */
const OTHERWISE = [
  ...['yes', 'Yes', 'YES', 'no', 'on', 'ON', 'off', 'true', 'False', 'y', 'N'],
  ...['', '~', 'null', 'Null', 'NULL'],
  ...['0', '-1', '+1', '1_000', '0b1', '0x10', '0755', '0o7', '12:30:00', '190:20:30', '1:1'],
  ...['1.', '.5', '1e3', '1.0e+3', '-.5e-3', '6.8523015e+5', '190:20:30.15', '.inf', '-.Inf', '.NaN'],
  ...['2026-11-27', '2026-11-27T10:00:00Z', '2026-1-2 3:4:5.6 -5'],
  ...[
    '=',
    '<<',
    '!x',
    '&x',
    '*x',
    '- x',
    '? x',
    'a: b',
    'a #b',
    '{',
    '[',
    '%',
    '@',
    '`',
    '|',
    '>',
    '"',
    "'",
    '\\',
  ],
];

const readBack = (text: string) =>
  (['1.1', '1.2'] as const).map((version) => parse(yamlOf({ a: text, b: [text] }), { version }));

test.each(OTHERWISE)('%j is read back as a text, whichever YAML its reader knows', (text) => {
  expect(readBack(text)).toEqual([
    { a: text, b: [text] },
    { a: text, b: [text] },
  ]);
  expect(yamlOf({ a: text })).toMatch(/^a: ".*"\n$/);
});

test('so is every text that a name or a key can be, on a line of its own', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme-ascii', maxLength: 60 }), (text) => {
      expect(readBack(text)).toEqual([
        { a: text, b: [text] },
        { a: text, b: [text] },
      ]);
      expect(yamlOf({ a: text })).toMatch(/^a: ".*"\n$/);
    }),
  );
});

test('numbers and answers stay what they are', () => {
  expect(yamlOf({ a: true, b: 1 })).toBe('a: true\nb: 1\n');
});
