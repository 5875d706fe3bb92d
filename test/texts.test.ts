import { describe, expect, it } from 'vitest';
import { sourcesOf } from './support/sources.ts';

/** What is the same word in both languages. */
const SAME = new Set(['KVM', 'libvirt', 'no', 'Firmware', 'Hardware', 'MB', 'Node']);

const QUOTED = String.raw`(?:'(?:\\.|[^'\\])*'|"(?:\\.|[^"\\])*"|${'`(?:\\\\.|[^`\\\\])*`'})`;
const TEXT = new RegExp(String.raw`\ben:\s*(${QUOTED}),\s*es:\s*(${QUOTED})`, 'g');

/** What is typed, and therefore the same in every language. */
const NAMED = /\/(?:vm|cd|image|host|job|my|help)\b(?: [a-z]+)?|--[a-z-]+|LABVM_[A-Z]+/g;

/** What no native writer says in English, most of it German or Latin in English words; and what they say instead. */
const NOT_ENGLISH: readonly (readonly [phrase: RegExp, instead: string])[] = [
  [/(?<!\b[Tt]here )\b(?:is|are|was|were) no (?!longer\b)/, 'is not a …'],
  [/\b(?:has|have) not (?:a|an|the|what|any|enough)\b|\b(?:has|have) it not\b/, 'does not have, lacks'],
  [/\bit is \w+ so\b|\bstays? so\b|\bif it is so\b/i, 'Usage: …; if that does not help'],
  [/\bdone (?:all the same|anew)\b|\banew\b/, 'again, anyway'],
  [/\blest\b|\bwhereby\b|\bthereof\b|\bwhoso|\bwhosoever\b|\bbeforehand\b/i, 'so that … not, in advance'],
  [/\bwhom\b/, 'the user that labvm runs as'],
  [/\bwhat (?:came|is come)\b|\bnothing of it\b/i, 'the download, the file; nothing'],
  [/\bcut off\b/, 'incomplete'],
  [/\bof somebody else(?!’)\b|\bof others\b/, 'owned by somebody else'],
  [/\bstands? (?:on|in|before|among)\b|\blies? (?:on|in|at)\b/, 'is on, depends on'],
  [
    /\b(?:looked|look) (?:at|for)\b.*\bcannot\b|\bcannot be (?:looked (?!up)|asked\b)/,
    'cannot be checked, reached',
  ],
  [/\b(?:put|given|taken) back\b(?! in\b)/, 'undone, restored, revoked'],
  [/\bto be made of\b|\bmade of\b|\bMake a machine\b/, 'created from'],
  [/\bThere is an? \w+ \S+ already\b|\b(?:is|are) (?:\w+ )?already[.]/, 'There is already a … called …'],
  [/\bWhich there are\b|\bWhat is left:/, 'To see …:'],
  [/\b(?:go|goes|going) on (?:running|in|where)\b/, 'keep running, continue'],
  [/\bAn administrator (?!(?:can|has|of)\b)\w+s\b/, 'An administrator can …'],
  [/\ba page of the web\b|\bthe keeper of\b|\blooks? after\b/i, 'a web page, an administrator'],
  [/\bnames? of (?:a|an) (?:machine|image)\b|\bids? of (?:a|an)\b/i, 'a machine name, a job ID'],
  [/N\.º/, 'No. 1, #1'],
];

/** The same in Spanish: calques, a voice that is not “usted”, and words that have another one in the glossary. */
const NOT_SPANISH: readonly (readonly [phrase: RegExp, instead: string])[] = [
  [/(?<!\p{L})(?:tú|tus?|tienes|puedes|quieres|debes|haz)(?!\p{L})/iu, 'usted'],
  [/\b[Vv]éase\b|\b(?:Cárguese|Actívese|Indíquese)\b/, 'Vea, Cárguelo'],
  [/\bse apoya en\b/, 'depende de, se basa en'],
  [/\bUn administrador (?!(?:puede|debe|encontrará|de|que)(?!\p{L}))/u, 'Un administrador puede …'],
  [/\bsuma de la que\b|\bde todos modos\b|\bes necesaria para\b/, 'no coincide con; igualmente; necesita'],
  [/\bcuida\b/, 'un administrador'],
  [/\ben labvm mismo\b/, 'en el propio labvm'],
  [/\binternet\b/, 'Internet'],
  [/\bcomputador(?:a|as|es)?\b|\bordenador(?:es)?\b/, 'equipo, anfitrión'],
  [/(?:[Vv]arias|[Cc]ualquier|[Uu]na) [oó]rden/, 'comando'],
  [/\bEntrar al final\b|\by Entrar\b/, 'Intro'],
  [/^[^¿]*\?|^[^¡]*\p{L}!/u, '¿…? ¡…!'],
];

interface Found {
  readonly file: string;
  readonly en: string;
  readonly es: string;
}

/** Every sentence that stands in the sources in both languages, without its quotation marks. */
const texts: readonly Found[] = [...sourcesOf('src', 'commands', 'adapters', 'scripts')].flatMap(
  ([file, source]) =>
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

  it.each([
    ['en', NOT_ENGLISH],
    ['es', NOT_SPANISH],
  ] as const)('is said as native writers say it: %s', (locale, phrases) => {
    const unsaid = texts.flatMap((text) =>
      phrases.flatMap(([phrase, instead]) =>
        phrase.test(text[locale].replace(/\$\{[^{}]*\}/g, 'X'))
          ? [`${text.file}: ${text[locale]} (${instead})`]
          : [],
      ),
    );
    expect(unsaid).toEqual([]);
  });

  it.each([
    ['is no name of a machine', 'en'],
    ['It is typed so: X', 'en'],
    ['the processor has not what the machine asks for', 'en'],
    ['An administrator installs it: bash scripts/setup.sh', 'en'],
    ['What came is no image that labvm knows', 'en'],
    ['Un administrador lo instala: bash scripts/setup.sh', 'es'],
    ['El trabajo, véase /job list', 'es'],
    ['Puedes crear otra', 'es'],
  ] as const)('would not be: %s', (text, locale) => {
    const phrases = locale === 'en' ? NOT_ENGLISH : NOT_SPANISH;
    expect(phrases.some(([phrase]) => phrase.test(text))).toBe(true);
  });
});
