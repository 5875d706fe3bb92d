import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Command, command } from '../../../src/command/command.ts';
import { flag } from '../../../src/command/kind/flag.ts';
import { text } from '../../../src/command/kind/text.ts';
import { lineBefore, lineFor, lineOf } from '../../../src/command/line.ts';
import { named, type Options, positional } from '../../../src/command/option.ts';
import { ParseError, parseLine } from '../../../src/command/parse.ts';
import { createRegistry, type Registry } from '../../../src/command/registry.ts';
import { view } from '../../../src/view/view.ts';

const SUMMARY = { en: 'Words', es: 'Palabras' };
const any = text({ placeholder: 'x', example: 'x', most: 10_000 });

function sample(options: Options): Command {
  return command<Options>({
    path: ['vm', 'try'],
    summary: SUMMARY,
    examples: ['/vm try a'],
    needs: 'help',
    answer: 'private',
    options,
    run: () => ({ kind: 'say', view: view({ parts: [] }) }),
  });
}

const COMMAND = sample({
  first: positional(any, SUMMARY),
  second: positional.optional(any, SUMMARY),
  word: named(any, SUMMARY),
  lines: named({ ...any, takesLines: true }, SUMMARY),
  loud: named(flag(), SUMMARY),
  rest: positional.optional({ ...any, takesRest: true }, SUMMARY),
});
// The rest stands last where it is declared; a registry wants named ones behind it.
const registry: Registry = {
  ...createRegistry([]),
  find: (path) => (path.join(' ') === 'vm try' ? COMMAND : null),
  follow: (words) => ({ path: words.slice(0, 2), command: COMMAND, next: [] }),
};

/** What is read of a line: what the kinds made of it, and the words themselves. */
function readBack(line: string) {
  const { typed, given, confirmed } = parseLine(line, registry);
  return { typed, given, confirmed };
}

/** What a line can carry of a text, typed or not: nothing that is invisible, and blanks of one kind. */
function carried(value: string, withLines = false): string {
  const whole = value.toWellFormed();
  if (!withLines) return whole.replace(/[^\S\ufeff]/g, ' ').replace(/[\p{Cc}\p{Cf}]/gu, '');
  return whole
    .split(/\r\n?|\n/)
    .map((line) => line.replace(/[^\S\ufeff\t]/g, ' ').replace(/(?!\t)[\p{Cc}\p{Cf}]/gu, ''))
    .join('\n');
}

/** Values as people write them, with all that a line reads as something else. */
const nasty = fc
  .array(
    fc.oneof(
      fc.constantFrom(
        '"',
        "'",
        '»',
        '«',
        '”',
        '’',
        '‘',
        '„',
        '`',
        '```',
        '--yes',
        '-h',
        '?',
        '--',
        '=',
        '="',
        '—x',
        '/vm',
        '@',
      ),
      fc.constantFrom(
        ' ',
        '  ',
        '\n',
        '\r\n',
        '\t',
        '\u00a0',
        '\u200b',
        '\ud800',
        'ñ',
        '🙂',
        'web1',
        '512M',
        'a.b',
      ),
      fc.string({ unit: 'binary', maxLength: 4 }),
    ),
    { minLength: 1, maxLength: 8 },
  )
  .map((parts) => parts.join(''));
const value = fc.oneof(
  { weight: 20, arbitrary: nasty },
  { weight: 20, arbitrary: fc.string({ unit: 'grapheme', minLength: 1, maxLength: 40 }) },
  { weight: 2, arbitrary: nasty.map((one) => `"'»‘${one}`) },
  { weight: 1, arbitrary: nasty.map((one) => `\`\`\`\n"'»‘${one}\n\`\`\``) },
);

describe('lineOf', () => {
  it('is read back as exactly the values', () => {
    const given = fc.record(
      { first: value, second: value, word: value, lines: value, loud: fc.boolean(), rest: value },
      { requiredKeys: ['first', 'second'] },
    );
    fc.assert(
      fc.property(given, (values) => {
        const { loud = false, ...texts } = values;
        // A flag without anything visible is one without a value, and refused for that.
        fc.pre([texts.word, texts.lines].every((one) => one === undefined || carried(one) !== ''));
        const same = Object.fromEntries(
          Object.entries(texts).map(([name, one]) => [name, carried(one, name === 'lines')]),
        );
        expect(readBack(lineOf(COMMAND, values))).toEqual({
          typed: { ...same, ...(loud ? { loud } : {}) },
          given: { ...same, ...(loud ? { loud: 'yes' } : {}) },
          confirmed: false,
        });
      }),
      { numRuns: 2000 },
    );
  });

  it.each([
    [{ first: 'a' }, '/vm try a'],
    [{ first: '-a' }, '/vm try "-a"'],
    [{ first: 'a', word: '--yes' }, '/vm try a --word "--yes"'],
    [{ first: 'a', loud: true, word: 'b' }, '/vm try a --word b --loud'],
    [{ first: 'a', loud: 'yes' }, '/vm try a --loud'],
    [{ first: 'a', loud: 'no' }, '/vm try a'],
    [{ first: 'a', second: 'b', word: 'c', rest: 'd e' }, '/vm try a b --word c d e'],
    [{ first: 'a', second: 'b', rest: 'd  e' }, '/vm try a b "d  e"'],
    [{ first: 7 }, '/vm try 7'],
    [{ first: '' }, '/vm try ""'],
    [{ first: `it's "so"` }, `/vm try «it's "so"»`],
    [{ first: `«it's» "so"` }, `/vm try ‘«it's» "so"’`],
    [{ first: `" ' » ’` }, `/vm try \`\`\`\n" ' » ’\n\`\`\``],
    [{ first: '`web1`' }, '/vm try "`web1`"'],
    [{ first: 'a', word: '…' }, '/vm try a --word …'],
    [{ first: 'a', second: 'b', rest: '`date`' }, '/vm try a b "`date`"'],
    [{}, '/vm try'],
  ])('of %j is %s', (values, line) => expect(lineOf(COMMAND, values as Record<string, string>)).toBe(line));

  it('says which place was left empty before one that was not', () => {
    const gap = () => lineOf(COMMAND, { first: 'a', rest: 'b' });
    expect(gap).toThrow(expect.objectContaining({ code: 'missing-argument', option: 'second' }));
    expect(() => lineOf(COMMAND, { second: 'b' })).toThrow('/vm try needs <first>');
  });
});

describe('a line that was read', () => {
  it('is written so that it is read as the same once more', () => {
    const words = fc.array(fc.oneof(nasty, fc.constantFrom('--word', '--loud', '--yes', '--lines=', 'a')), {
      maxLength: 6,
    });
    let understood = 0;
    fc.assert(
      fc.property(words, (typed) => {
        const before = orNull(() => readBack(`/vm try ${typed.join(' ')}`));
        if (before === null) return;
        understood += 1;
        const { given, confirmed } = before;
        expect(readBack(lineOf(COMMAND, given, confirmed ? ['--yes'] : []))).toEqual(before);
      }),
      { numRuns: 2000 },
    );
    expect(understood).toBeGreaterThan(100);
  });
});

it.each([
  ['first', '/vm try '],
  ['second', '/vm try x '],
  ['word', '/vm try --word '],
])('goes up to the option %s', (name, line) => expect(lineBefore(COMMAND, name)).toBe(line));

it('goes up to an option behind what is given', () => {
  expect(lineBefore(COMMAND, 'second', { first: 'a b', word: 'c' })).toBe('/vm try "a b" ');
});

it.each([
  [['vm show', ['web1']], '/vm show web1'],
  [['image remove', ['a "b"'], ['--yes']], `/image remove 'a "b"' --yes`],
  [['image prune', [], ['--unused', '--yes']], '/image prune --unused --yes'],
] as const)('of a button %j is %s', (parts, line) => {
  const [path, places, flags = []] = parts;
  expect(lineFor(path, places, flags)).toBe(line);
});

function orNull<T>(body: () => T): T | null {
  try {
    return body();
  } catch (error) {
    if (error instanceof ParseError) return null;
    throw error;
  }
}
