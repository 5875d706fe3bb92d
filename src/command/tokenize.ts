import { UserError } from '../errors.ts';

/** A word of a line, and where in the line it stands. */
export interface Word {
  readonly text: string;
  readonly from: number;
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

const BLANK = /[\s\u00a0\u2000-\u200a\u202f\u205f\u3000]/;
/** Invisible characters that come along when text is copied. */
const INVISIBLE = /\p{Cc}|[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]/gu;
/** What phones make of `--`: dashes of any length at the beginning of a word. */
const LONG_DASHES = /^[\u2010-\u2015\u2212]+-?(?=\p{L})/u;

/**
 * Splits a line into words. Quotations keep their blanks; a quotation mark inside a word is a letter, as in `it's`.
 * @throws UserError where the line is too long or a quotation has no end
 */
export function tokenize(line: string): readonly Word[] {
  if (line.length > MAX_LINE) throw tooLong(line.length);
  const words: Word[] = [];
  let at = 0;
  while (at < line.length) {
    if (BLANK.test(line[at] ?? '')) {
      at += 1;
      continue;
    }
    const word = readWord(line, at);
    at = word.end;
    words.push({ text: tidy(word), from: word.from, quoted: word.quoted });
  }
  return words.filter(({ text, quoted }) => quoted || text !== '');
}

interface Reading {
  readonly from: number;
  readonly end: number;
  readonly text: string;
  readonly quoted: boolean;
}

function readWord(line: string, from: number): Reading {
  let text = '';
  let quoted = false;
  let at = from;
  while (at < line.length && !BLANK.test(line[at] ?? '')) {
    const closers = QUOTES[line[at] ?? ''];
    // A quotation begins a word or the value of `--flag=`.
    if (closers !== undefined && (text === '' || text.endsWith('='))) {
      const end = endOfQuotation(line, at + 1, closers);
      text += line.slice(at + 1, end);
      quoted = true;
      at = end + 1;
    } else {
      text += line[at];
      at += 1;
    }
  }
  return { from, end: at, text, quoted };
}

function endOfQuotation(line: string, from: number, closers: string): number {
  for (let at = from; at < line.length; at += 1) if (closers.includes(line[at] ?? ' ')) return at;
  throw new UserError(
    'bad-argument',
    {
      en: `The quotation mark at character ${from} has no partner.`,
      es: `A las comillas del carácter ${from} les falta su pareja.`,
    },
    { en: 'Close the quotation, or leave the mark out.', es: 'Cierre las comillas, o quítelas.' },
  );
}

function tidy({ text, quoted }: Reading): string {
  const visible = text.replace(INVISIBLE, '');
  return quoted && !visible.includes('=') ? visible : visible.replace(LONG_DASHES, '--');
}

function tooLong(length: number): UserError {
  return new UserError(
    'bad-argument',
    {
      en: `The line has ${length} characters; ${MAX_LINE} is the most.`,
      es: `La línea tiene ${length} caracteres; el máximo es ${MAX_LINE}.`,
    },
    { en: 'Say it in several lines.', es: 'Divídala en varias líneas.' },
  );
}
