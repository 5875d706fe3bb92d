import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { clean } from '../../../src/view/clean.ts';
import { plainText } from '../../../src/view/plain.ts';
import { view } from '../../../src/view/view.ts';

describe('clean', () => {
  it.each<[string, string, string]>([
    ['colours', '\x1b[31;1mred\x1b[0m', 'red'],
    ['a cleared screen', 'a\x1b[2J\x1b[1;1Hb', 'ab'],
    ['a window title', '\x1b]0;pwned\x07web', 'web'],
    ['a link', '\x1b]8;;http://evil.example\x1b\\web\x1b]8;;\x1b\\', 'web'],
    ['a link with one letter of C1', '\x9d8;;http://evil.example\x9cweb\x9d8;;\x9c', 'web'],
    ['a sequence with one letter of C1', 'a\x9b31mb', 'ab'],
    ['a clipboard', '\x1b]52;c;cm0gLXJmIC8=\x07web', 'web'],
    ['a question to the terminal', 'a\x1bP$q"p\x1b\\b\x1b[6nc', 'abc'],
    ['an unfinished sequence, whose text stays', 'web\x1b[31', 'web31'],
    ['an unfinished string, whose text stays', '\x1b]0;web', '0;web'],
    ['a line written over', 'harmless\revil', 'harmless evil'],
    ['letters taken back', 'rm -rf\b\b\b\b\b\bls', 'rm -rfls'],
    ['a bell', 'web\x07', 'web'],
    ['text turned round', 'web\u202egnp.exe\u202c', 'webgnp.exe'],
    ['isolates', '\u2066web\u2069', 'web'],
    ['zero widths', 'w\u200be\u200db\ufeff', 'web'],
    ['tags', 'web\u{e0041}\u{e007f}', 'web'],
    ['separators of lines', 'a\u2028b\u2029c', 'abc'],
    ['a next line of C1', 'a\x85b', 'ab'],
    ['line ends', 'a\nb\r\nc', 'a b c'],
    ['tabs', 'a\tb', 'a  b'],
    ['half letters', 'a\ud800b', 'a\ufffdb'],
    ['piled marks', `a${'\u0301'.repeat(50)}b`, `a${'\u0301'.repeat(4)}b`],
  ])('makes %s harmless', (_what, hostile, harmless) => {
    expect(clean(hostile)).toBe(harmless);
  });

  it('keeps line ends where asked, of every kind', () => {
    expect(clean('a\nb\r\nc\rd', { keepNewlines: true })).toBe('a\nb\nc\nd');
  });

  it('leaves languages alone', () => {
    const words = 'Dirección ñandú Größe 東京 한국어 العربية हिन्दी ✓ 🐧';
    expect(clean(words)).toBe(words);
  });

  it('lets nothing through, and needs no second time', () => {
    const letter = fc.oneof(
      fc.constantFrom(
        '\x1b',
        '[',
        ']',
        '\\',
        '\x07',
        '\x9b',
        '\x9d',
        '\x9c',
        ';',
        '3',
        'm',
        'P',
        '\r',
        '\n',
        'a',
      ),
      fc.string({ unit: 'binary', maxLength: 1 }),
    );
    fc.assert(
      fc.property(fc.array(letter, { maxLength: 40 }), (letters) => {
        const cleaned = clean(letters.join(''));
        expect(cleaned).not.toMatch(/\p{Cc}|\p{Bidi_Control}|[\u2028\u2029]/u);
        expect(cleaned.isWellFormed()).toBe(true);
        expect(clean(cleaned)).toBe(cleaned);
      }),
      { numRuns: 1000 },
    );
  });

  it('takes time in proportion, whatever a guest writes', () => {
    for (const piece of ['\x1b]', '\x1b[', '\x9d', '\x1b[1;', '\x1bP\x1b', '\u0301']) {
      // Quadratic time would be hours, which no test may take.
      expect(clean(piece.repeat(200_000))).not.toMatch(/\p{Cc}/u);
    }
  });
});

describe('every part of a view', () => {
  it('is harmless', () => {
    const evil = '\x1b[2Jx\u202e\x9b1m\r\n';
    const text = plainText(
      view({
        title: evil,
        parts: [
          { kind: 'text', text: evil },
          { kind: 'note', text: { en: evil, es: evil } },
          { kind: 'fields', fields: [{ label: evil, value: evil }] },
          { kind: 'table', columns: [{ label: evil }], rows: [[evil]], empty: evil },
          { kind: 'table', columns: [{ label: evil }], rows: [], empty: evil },
          { kind: 'steps', steps: [{ label: evil, note: evil, state: 'running' }] },
          { kind: 'code', label: evil, text: evil },
        ],
      }),
      'en',
      80,
    );
    expect(text).toMatch(/x/);
    expect(text.replaceAll('\n', '')).not.toMatch(/\p{Cc}|\p{Bidi_Control}/u);
  });
});
