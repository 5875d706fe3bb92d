import { codeSpanAt } from '../base/code.ts';
import { UserError } from '../base/errors.ts';

/** A word of a line, and where in the line it stands. */
export interface Word {
  readonly text: string;
  /** The same with its line ends, where it has any: only for what is read as a document, and never said back. */
  readonly document?: string;
  readonly from: number;
  /** It begins with a quotation mark: a value, whatever stands in it. */
  readonly quoted: boolean;
}

/** Longer than anything a person types, shorter than anything that costs. In UTF-16 units. */
export const MAX_LINE = 4000;

/** What opens a quotation and what ends it, typographic ones too: phones and word processors make them. */
const QUOTES: Readonly<Record<string, string>> = {
  '"': '"',
  "'": "'",
  '“': '”“"',
  '„': '“”"',
  '«': '»',
  '‘': '’‘',
};

/** Every blank of Unicode; the byte order mark, which JavaScript counts among them, is only invisible. */
const BLANK = /[^\S\ufeff]/;
/** In a quotation too: a line's end would act on the screen that it is said back on. */
const ALL_BLANKS = new RegExp(BLANK, 'g');
/** In a document a tab may mean something else than a blank. */
const BLANKS_OF_DOCUMENT = /[^\S\ufeff\t]/g;
/** Controls, and what comes along invisibly when text is copied: zero widths, soft hyphens, marks of direction. */
const INVISIBLE = /[\p{Cc}\p{Cf}]/u;
const ALL_INVISIBLE = new RegExp(INVISIBLE, 'gu');
const INVISIBLE_IN_DOCUMENT = /(?!\t)[\p{Cc}\p{Cf}]/gu;
/** What phones make of `--`: dashes of any length at the beginning of a word. */
const LONG_DASHES = /^[\u2010-\u2015\u2212]+-?(?=\p{L})/u;

/**
 * Splits a line into words, without what is invisible in it. Quotations keep their blanks, and code in backticks is
 * one; a quotation mark inside a word is a letter, as in `it's`.
 * @throws UserError where the line is too long or a quotation has no end
 */
export function tokenize(typed: string): readonly Word[] {
  if (typed.length > MAX_LINE) throw tooLong(typed.length);
  // Half a character could be said back to nobody, and stored nowhere.
  const line = typed.toWellFormed();
  const words: Word[] = [];
  let at = 0;
  while (at < line.length) {
    if (BLANK.test(line[at] ?? '')) {
      at += 1;
      continue;
    }
    const word = readWord(line, at);
    at = word.end;
    words.push({
      text: word.quoted ? word.text : longDashes(word.text),
      from: word.from,
      quoted: word.quoted,
      ...(word.document === word.text
        ? {}
        : { document: word.quoted ? word.document : longDashes(word.document) }),
    });
  }
  return words.filter(({ text, quoted }) => quoted || text !== '');
}

interface Reading {
  readonly from: number;
  readonly end: number;
  readonly text: string;
  readonly document: string;
  readonly quoted: boolean;
}

function readWord(line: string, from: number): Reading {
  let text = '';
  let document = '';
  let quoted = false;
  let at = from;
  while (at < line.length && !BLANK.test(line[at] ?? '')) {
    const char = line[at] ?? '';
    // A quotation begins a word or the value of `--flag=`.
    const quotation = text === '' || text.endsWith('=') ? quotationAt(line, at) : null;
    if (quotation) {
      quoted ||= text === '';
      text += visible(quotation.inside.replace(ALL_BLANKS, ' '));
      document += linesOf(quotation.inside);
      at = quotation.end;
    } else {
      if (!INVISIBLE.test(char)) {
        text += char;
        document += char;
      }
      at += 1;
    }
  }
  return { from, end: at, text: visible(text), document, quoted };
}

/** The quotation that opens at a place: between marks, or in code formatting; null where none does. */
function quotationAt(line: string, at: number): { readonly inside: string; readonly end: number } | null {
  const mark = line[at] ?? '';
  if (mark === '`') {
    const code = codeSpanAt(line, at);
    if (code) return code;
    throw withoutPartner(at);
  }
  const closers = QUOTES[mark];
  if (closers === undefined) return null;
  for (let end = at + 1; end < line.length; end += 1)
    if (closers.includes(line[end] ?? ' ')) return { inside: line.slice(at + 1, end), end: end + 1 };
  throw withoutPartner(at);
}

function withoutPartner(at: number): UserError {
  return new UserError(
    'bad-argument',
    {
      en: `The quotation mark at character ${at + 1} is never closed.`,
      es: `Las comillas del carácter ${at + 1} no se cierran.`,
    },
    { en: 'Close the quotation, or remove the quotation mark.', es: 'Cierre las comillas, o quítelas.' },
  );
}

/** Its lines, each as harmless as a word but for its tabs. */
function linesOf(text: string): string {
  return text
    .split(/\r\n?|\n/)
    .map((line) => line.replace(BLANKS_OF_DOCUMENT, ' ').replace(INVISIBLE_IN_DOCUMENT, ''))
    .join('\n');
}

function visible(text: string): string {
  return text.replace(ALL_INVISIBLE, '');
}

function longDashes(text: string): string {
  return text.replace(LONG_DASHES, '--');
}

function tooLong(length: number): UserError {
  return new UserError(
    'bad-argument',
    {
      en: `The line has ${length} characters; ${MAX_LINE} is the most.`,
      es: `La línea tiene ${length} caracteres; el máximo es ${MAX_LINE}.`,
    },
    { en: 'Split it into several lines.', es: 'Divídala en varias líneas.' },
  );
}
