import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { asCodeBlock } from '../../../src/base/code.ts';
import { UserError } from '../../../src/base/errors.ts';
import { MAX_LINE, tokenize } from '../../../src/command/tokenize.ts';

const texts = (line: string) => tokenize(line).map(({ text }) => text);

describe('tokenize', () => {
  it.each([
    ['', []],
    ['   ', []],
    ['/vm create tiny', ['/vm', 'create', 'tiny']],
    ['vm list\r\n', ['vm', 'list']],
    ['vm\u00a0list\u3000x', ['vm', 'list', 'x']],
    ['vm\u200b list\u200d', ['vm', 'list']],
    ['we\u00adb\ufeff1', ['web1']],
    ['\u200b "a b"', ['a b']],
    ['\u200e"a b"', ['a b']],
    ['vm\u0000list', ['vmlist']],
    ['\u202etxt\u202c', ['txt']],
    ['a "" b', ['a', '', 'b']],
    ['"a\nb" "c\u2028d\te"', ['a b', 'c d e']],
    ['--memory=1G', ['--memory=1G']],
    ['--memory="1 G"', ['--memory=1 G']],
    ['—memory 1G', ['--memory', '1G']],
    ['–memory 1G', ['--memory', '1G']],
    ['–-memory=1G', ['--memory=1G']],
    ['a — b', ['a', '—', 'b']],
    ["it's", ["it's"]],
  ])('splits %j into %j', (line, words) => expect(texts(line)).toEqual(words));

  it('keeps the dashes of what is quoted, also in a document', () => {
    expect(tokenize('"—a\n—b"')).toEqual([{ text: '—a —b', document: '—a\n—b', from: 0, quoted: true }]);
  });

  it('keeps the lines of what is quoted for whoever reads a document, and only there', () => {
    expect(tokenize('x "a:\r\n  - b\u202e\n\u0007" --y="c\nd"e\nf')).toEqual([
      { text: 'x', from: 0, quoted: false },
      { text: 'a:    - b ', document: 'a:\n  - b\n', from: 2, quoted: true },
      { text: '--y=c de', document: '--y=c\nde', from: 17, quoted: false },
      { text: 'f', from: 28, quoted: false },
    ]);
  });

  it.each(['"a b"', "'a b'", '“a b”', '“a b“', '“a b"', '„a b“', '„a b”', '«a b»', '‘a b’'])(
    'takes %s for one word',
    (line) => {
      expect(tokenize(line)).toEqual([{ text: 'a b', from: 0, quoted: true }]);
    },
  );

  it('lets what is quoted be no flag and keep its dashes', () => {
    expect(tokenize('"—memory=1G" —x="—y"')).toEqual([
      { text: '—memory=1G', from: 0, quoted: true },
      { text: '--x=—y', from: 13, quoted: false },
    ]);
  });

  it.each([
    ['`a b`', 'a b', undefined],
    ['``a ` b``', 'a ` b', undefined],
    ['```a b```', 'a b', undefined],
    ['```\na: b\n```', 'a: b', undefined],
    ['```yaml\na:\n  - b\n```', 'a:   - b', 'a:\n  - b'],
    ['```#cloud-config\r\na: |\r\n\tb\r\n```', '#cloud-config  a: |   b', '#cloud-config\na: |\n\tb'],
    ['```htop\nvim```', 'htop vim', 'htop\nvim'],
    ['````\n```\na\n```\n````', '``` a ```', '```\na\n```'],
    ['`it\'s "so"`', 'it\'s "so"', undefined],
    ['“vm list”', 'vm list', undefined],
    ['« vm list »', ' vm list ', undefined],
  ])('takes the code in %j for one word', (line, said, document) => {
    const [word, ...rest] = tokenize(line);
    expect(word).toMatchObject({ text: said, from: 0, quoted: true });
    expect(word?.document).toBe(document);
    expect(rest).toEqual([]);
  });

  it('takes code for the value of a flag, and a backtick inside a word for a letter', () => {
    expect(texts('--user-data=`a b` --x `c d` it`s')).toEqual(['--user-data=a b', '--x', 'c d', 'it`s']);
    expect(() => tokenize('vm show `web1')).toThrow(/character 9 /);
  });

  it('reads back whatever is written as a block of code', () => {
    const piece = fc.oneof(fc.constantFrom('`', '```', '\n', 'yaml', ' ', '"'), fc.string({ maxLength: 3 }));
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 12 }), (pieces) => {
        const text = pieces.join('').replace(/[^ -~\n]/g, '');
        const [word] = tokenize(asCodeBlock(text));
        expect(word?.document ?? word?.text).toBe(text);
      }),
    );
  });

  it('says where a quotation without an end begins', () => {
    expect(() => tokenize(`vm show '; DROP TABLE vms`)).toThrow(/character 9 /);
    expect(() => tokenize('vm show “web1')).toThrow(UserError);
  });

  it('takes a line as long as may be, and says how long a longer one is', () => {
    expect(texts('x'.repeat(MAX_LINE))).toEqual(['x'.repeat(MAX_LINE)]);
    expect(() => tokenize('x'.repeat(MAX_LINE + 1))).toThrow(`has ${MAX_LINE + 1} characters`);
  });

  it('gives back words as they were quoted, and where each one stands', () => {
    const word = fc.stringMatching(/^[a-z0-9 ;$()/.<>&|\\-]{0,12}$/);
    fc.assert(
      fc.property(fc.array(word), (words) => {
        const line = words.map((one) => `"${one}"`).join(' ');
        const found = tokenize(line);
        expect(found.map(({ text }) => text)).toEqual(words);
        for (const { text, from } of found) expect(line.startsWith(`"${text}"`, from)).toBe(true);
      }),
    );
  });
});
