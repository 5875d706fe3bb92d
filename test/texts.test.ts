import { describe, expect, it } from 'vitest';
import { sourcesOf } from './support/sources.ts';

/** What is the same word in both languages. */
const SAME = new Set(['KVM', 'libvirt', 'no', 'Firmware', 'Hardware', 'MB']);

const QUOTED = String.raw`(?:'(?:\\.|[^'\\])*'|"(?:\\.|[^"\\])*"|${'`(?:\\\\.|[^`\\\\])*`'})`;
const TEXT = new RegExp(String.raw`\ben:\s*(${QUOTED}),\s*es:\s*(${QUOTED})`, 'g');

/** What is typed, and therefore the same in every language. */
const NAMED = /\/(?:vm|cd|image|host|job|my|help)\b(?: [a-z]+)?|--[a-z-]+|LABVM_[A-Z]+/g;

interface Found {
  readonly file: string;
  readonly en: string;
  readonly es: string;
}

/** Every sentence that stands in the sources in both languages, without its quotation marks. */
const texts: readonly Found[] = [...sourcesOf('src', 'commands', 'adapters')].flatMap(([file, source]) =>
  [...source.matchAll(TEXT)].map(([, en = '', es = '']) => ({
    file,
    en: en.slice(1, -1),
    es: es.slice(1, -1),
  })),
);

/** What is put into a sentence: `${name}`, or nothing where it is another word in each language. */
function holes(text: string): readonly string[] {
  return [...text.matchAll(/\$\{([^{}]*)\}/g)]
    .map(([, hole = '']) => hole.replace(/(?:^|\.)(?:en|es)\b/g, '').replace(/'[^']*'/g, ''))
    .toSorted();
}

const faults = (isFault: (text: Found) => boolean) =>
  texts.filter(isFault).map(({ file, en, es }) => `${file}: ${en} / ${es}`);

describe('what people are told', () => {
  it('stands in the sources in two languages', () => {
    expect(texts.length).toBeGreaterThan(200);
  });

  it('says something in both', () => {
    expect(faults(({ en, es }) => en.trim() === '' || es.trim() === '')).toEqual([]);
  });

  it('is translated', () => {
    const words = (text: string) => text.replace(/\$\{[^{}]*\}/g, '').match(/\p{L}+/gu) ?? [];
    expect(faults(({ en, es }) => en === es && !words(en).every((word) => SAME.has(word)))).toEqual([]);
  });

  it('names the same values in both', () => {
    const unlike = ({ en, es }: Found) => JSON.stringify(holes(en)) !== JSON.stringify(holes(es));
    expect(faults(unlike)).toEqual([]);
  });

  it('names the same commands, options and variables in both', () => {
    const named = (text: string) => (text.match(NAMED) ?? []).toSorted();
    expect(faults(({ en, es }) => JSON.stringify(named(en)) !== JSON.stringify(named(es)))).toEqual([]);
  });

  it('ends alike in both, and opens what Spanish opens', () => {
    const end = (text: string) => /[.:?!…)]$/.exec(text)?.[0] ?? '';
    expect(faults(({ en, es }) => end(en) !== end(es))).toEqual([]);
    expect(
      faults(({ es }) => (es.includes('?') && !/¿/.test(es)) || (/[a-z]!/.test(es) && !es.includes('¡'))),
    ).toEqual([]);
  });
});
