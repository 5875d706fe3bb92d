import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { lineOf } from '../../../../adapters/discord/inbound/index.ts';
import { withoutCode } from '../../../../src/base/code.ts';
import { type Command, command } from '../../../../src/command/command.ts';
import { flag } from '../../../../src/command/kind/flag.ts';
import { text } from '../../../../src/command/kind/text.ts';
import { named, type Options, positional } from '../../../../src/command/option.ts';
import { parseLine } from '../../../../src/command/parse.ts';
import { createRegistry } from '../../../../src/command/registry.ts';
import { view } from '../../../../src/view/view.ts';

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
const registry = {
  ...createRegistry([]),
  find: (path: readonly string[]) => (path.join(' ') === 'vm try' ? COMMAND : null),
};

function typedOf(line: string): Readonly<Record<string, unknown>> {
  return parseLine(line, registry).typed;
}

/** Options whose text is left as it is, formatting and all. */
const isWhole = (name: string) => name === 'lines' || name === 'rest';

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
  it('is read back as exactly the values, but for code formatting around them', () => {
    const given = fc.record(
      { first: value, second: value, word: value, lines: value, loud: fc.boolean(), rest: value },
      { requiredKeys: ['first', 'second'] },
    );
    fc.assert(
      fc.property(given, (values) => {
        const { loud, ...given } = values;
        const others = Object.fromEntries(
          Object.entries(given).map(([name, one]) => [name, isWhole(name) ? one : withoutCode(one)]),
        );
        // A flag without anything visible is one without a value, and refused for that.
        fc.pre([others.word, others.lines].every((one) => one === undefined || carried(one) !== ''));
        const expected = Object.entries(others).map(([name, one]) => [name, carried(one, name === 'lines')]);
        expect(typedOf(lineOf(COMMAND, values))).toEqual({
          ...Object.fromEntries(expected),
          ...(loud ? { loud: true } : {}),
        });
        expect(parseLine(lineOf(COMMAND, values), registry).confirmed).toBe(false);
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
    [{ first: '`web1`', word: '```\nb\n```' }, '/vm try web1 --word b'],
    [{ first: 'a', second: 'b', rest: '`date`' }, '/vm try a b "`date`"'],
    [{}, '/vm try'],
  ])('of %j is %s', (values, line) => expect(lineOf(COMMAND, values as Record<string, string>)).toBe(line));

  it('says which place was left empty before one that was not', () => {
    const gap = () => lineOf(COMMAND, { first: 'a', rest: 'b' });
    expect(gap).toThrow(expect.objectContaining({ code: 'missing-argument', option: 'second' }));
    expect(() => lineOf(COMMAND, { second: 'b' })).toThrow('/vm try needs <first>');
  });
});
