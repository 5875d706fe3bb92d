import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { lineOf } from '../../../../adapters/discord/inbound/index.ts';
import { type Command, command } from '../../../../src/command/command.ts';
import { flag } from '../../../../src/command/kind/flag.ts';
import { text } from '../../../../src/command/kind/text.ts';
import { named, type Options, positional } from '../../../../src/command/option.ts';
import { parseLine } from '../../../../src/command/parse.ts';
import { createRegistry } from '../../../../src/command/registry.ts';
import { UserError } from '../../../../src/errors.ts';

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
    run: () => ({ kind: 'cancel', jobId: '' }),
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

/** What a line can carry of a text, typed or not: nothing that is invisible, and blanks of one kind. */
function carried(value: string, withLines = false): string {
  const blanks = (one: string) => one.replace(/[^\S\ufeff]/g, ' ').replace(/[\p{Cc}\p{Cf}]/gu, '');
  const whole = value.toWellFormed();
  return withLines
    ? whole
        .split(/\r\n?|\n/)
        .map(blanks)
        .join('\n')
    : blanks(whole);
}

const EVERY_MARK = /^(?=[\s\S]*")(?=[\s\S]*')(?=[\s\S]*»)(?=[\s\S]*[‘’])/;

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
  { weight: 1, arbitrary: nasty.map((one) => `"'»‘${one}`) },
);

describe('lineOf', () => {
  it('is read back as exactly the values, or refused because of their marks', () => {
    const given = fc.record(
      { first: value, second: value, word: value, lines: value, loud: fc.boolean(), rest: value },
      { requiredKeys: ['first', 'second'] },
    );
    let refused = 0;
    fc.assert(
      fc.property(given, (values) => {
        const texts = Object.values(values).filter((one) => typeof one === 'string');
        if (texts.some((one) => EVERY_MARK.test(one))) {
          refused += 1;
          expect(() => lineOf(COMMAND, values)).toThrow(UserError);
          return;
        }
        // A flag without anything visible is one without a value, and refused for that.
        fc.pre([values.word, values.lines].every((one) => one === undefined || carried(one) !== ''));
        const { loud, ...others } = values;
        const expected = Object.entries(others).map(([name, one]) => [name, carried(one, name === 'lines')]);
        expect(typedOf(lineOf(COMMAND, values))).toEqual({
          ...Object.fromEntries(expected),
          ...(loud ? { loud: true } : {}),
        });
        expect(parseLine(lineOf(COMMAND, values), registry).confirmed).toBe(false);
      }),
      { numRuns: 2000 },
    );
    expect(refused).toBeGreaterThan(0);
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
    [{}, '/vm try'],
  ])('of %j is %s', (values, line) => expect(lineOf(COMMAND, values as Record<string, string>)).toBe(line));

  it('says which place was left empty before one that was not', () => {
    const gap = () => lineOf(COMMAND, { first: 'a', rest: 'b' });
    expect(gap).toThrow(expect.objectContaining({ code: 'missing-argument', option: 'second' }));
    expect(() => lineOf(COMMAND, { second: 'b' })).toThrow('/vm try needs <first>');
  });

  it('says which value can stand in no line', () => {
    const marks = () => lineOf(COMMAND, { first: 'a', word: `" ' » ’` });
    expect(marks).toThrow(expect.objectContaining({ code: 'bad-argument', option: 'word' }));
    expect(marks).toThrow('--word: the value holds every mark');
  });
});
