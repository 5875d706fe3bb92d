import { describe, expect, it, vi } from 'vitest';
import { Lexer, parseDocument } from 'yaml';
import { checkUserData } from '../../../adapters/first-boot/user-data.ts';
import { readYaml } from '../../../adapters/image-list/read-yaml.ts';
import { tooDeepAt } from '../../../src/base/yaml-depth.ts';
import { troubleDoc } from '../../support/trouble-doc.ts';

vi.mock(import('yaml'), async (original) => {
  const yaml = await original();
  return { ...yaml, parseDocument: vi.fn(yaml.parseDocument) as typeof yaml.parseDocument };
});

const MANY = 60_000;
const indented = Array.from({ length: 200 }, (_, depth) => `${' '.repeat(depth)}a:`).join('\n');

/* Texts whose reading would take minutes; that none is read is told by the library's reader, and not by a clock. */
const DEEP = {
  brackets: '['.repeat(MANY),
  braces: '{'.repeat(MANY),
  'brackets on lines of their own': '[\n'.repeat(MANY / 2),
  'both in turn': '[{'.repeat(MANY / 2),
  'lists in a line': '- '.repeat(MANY / 2),
  'names in a line': '? '.repeat(MANY / 2),
  'values in a line': 'a: '.repeat(MANY / 3),
  'names in brackets': '[? '.repeat(MANY / 3),
  'marks of the lexer': '[\u001f'.repeat(MANY / 2),
  blanks: indented,
};

describe('YAML from strangers', () => {
  it.each(Object.entries(DEEP))('is refused unread where it lies too deep in itself: %s', (_what, text) => {
    vi.mocked(parseDocument).mockClear();
    expect(readYaml(text)).toMatchObject({ faults: [{ words: { en: expect.stringMatching(/too deep/) } }] });
    expect(() => checkUserData(`a:\n${text}`)).toThrow(/too deep/);
    expect(parseDocument).not.toHaveBeenCalled();
  });

  it('is refused in both languages, with its line as people count', () => {
    const refusal = { en: '--user-data: line 2: lists are nested too deeply to be read.' };
    const es = '--user-data: línea 2: hay listas anidadas a demasiada profundidad para leerlas.';
    expect(() => checkUserData(`a:\n${DEEP.brackets}`)).toThrow(
      expect.objectContaining({ text: { ...refusal, es } }),
    );
    expect(troubleDoc).toContain(refusal.en);
  });

  it.each([
    ['brackets in a text', `motd: "${'\\e[31m{'.repeat(500)}"`],
    ['brackets in a block', `motd: |\n${'  [ {\n'.repeat(500)}`],
    ['brackets in a comment', `# ${'['.repeat(500)}\na: 1`],
    ['a long list', `a:\n${'  - [b, {c: d}]\n'.repeat(500)}`],
    ['a long list in a line', `a: [${'{b: c}, '.repeat(500)}d]`],
    ['many names in a line', `a: {${Array.from({ length: 500 }, (_, n) => `b${n}: c`).join(', ')}}`],
    ['dashes in a text', `a: b${' -'.repeat(500)}`],
    [
      'what people write',
      'users:\n  - name: ana\n    groups: [sudo]\nwrite_files:\n- path: /a\n  content: |\n    b: c\n',
    ],
  ])('is read: %s', (_what, text) => {
    expect(tooDeepAt(new Lexer().lex(text))).toBeNull();
  });
});
