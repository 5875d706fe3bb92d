import { describe, expect, it } from 'vitest';
import { COMMON_CHORDS, chordOf, LAYOUTS, strokesOf } from '../../../../src/vm/keyboard/strokes.ts';

const ASCII = Array.from({ length: 95 }, (_, at) => String.fromCharCode(32 + at));

describe.each(LAYOUTS)('the keyboard %s', (layout) => {
  it('types every character of ASCII, each in its own way', () => {
    const ways = ASCII.map((character) => {
      const typing = strokesOf(character, layout);
      if (!typing.ok) throw new Error(`no key for ${character}`);
      return JSON.stringify(typing.strokes);
    });
    expect(new Set(ways).size).toBe(ASCII.length);
  });

  it('presses only keys that exist, the writing one last', () => {
    const typing = strokesOf(`${ASCII.join('')}\n\t`, layout);
    if (!typing.ok) throw new Error('not typed');
    for (const stroke of typing.strokes) {
      expect(stroke.length).toBeGreaterThan(0);
      expect(stroke.length).toBeLessThan(3);
      for (const key of stroke) expect(key).toBeGreaterThan(0);
      expect([29, 42, 56, 100]).not.toContain(stroke.at(-1));
    }
  });
});

it('types Spanish on a Spanish keyboard, and names what a US one has not', () => {
  expect(strokesOf('ñ', 'es')).toEqual({ ok: true, strokes: [[39]] });
  expect(strokesOf('Á', 'es')).toEqual({ ok: true, strokes: [[40], [42, 30]] });
  expect(strokesOf('a\u0301', 'es')).toEqual({ ok: true, strokes: [[40], [30]] });
  expect(strokesOf('@', 'es')).toEqual({ ok: true, strokes: [[100, 3]] });
  expect(strokesOf('/', 'es')).toEqual({ ok: true, strokes: [[42, 8]] });
  expect(strokesOf('año ñu €', 'us')).toEqual({ ok: false, missing: ['ñ', '€'] });
});

it('sends line ends as Enter, however they are written', () => {
  expect(strokesOf('a\r\nb\rc\n', 'us')).toEqual(strokesOf('a\nb\nc\n', 'us'));
});

it.each([
  ['ctrl-alt-del', [29, 56, 111]],
  ['Ctrl+Alt+Supr', [29, 56, 111]],
  ['enter', [28]],
  ['alt-f2', [56, 60]],
  ['ctrl-c', [29, 46]],
  ['ctrl-ctrl', [29]],
])('%s is pressed as %j', (word, stroke) => {
  expect(chordOf(word)).toEqual({ ok: true, stroke });
});

it.each(['', 'ctrl-', 'foo', 'ctrl-foo', 'constructor', '__proto__', 'ñ', 'ctrl alt del'])(
  '%j is no key',
  (word) => {
    expect(chordOf(word).ok).toBe(false);
  },
);

it('offers only chords that there are', () => {
  for (const chord of COMMON_CHORDS) expect(chordOf(chord).ok).toBe(true);
});
