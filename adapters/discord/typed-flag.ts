import type { Locale } from '../../src/base/text.ts';
import type { Options } from '../../src/command/option.ts';
import type { Names } from './names.ts';

/** A piece of a sentence, as it is said here, and where it ends there. */
export interface Said {
  readonly said: string;
  readonly end: number;
}

/** A sentence, and what words in it mean. */
export interface Sentence {
  readonly text: string;
  readonly locale: Locale;
  readonly names: Names;
  /** The options among which a name stands; null where none is called so. */
  optionsWith(name: string): Options | null;
}

const FLAG = /--([a-z][\w-]*)/y;
const PLACEHOLDER = /<([a-z][\w-]*)>/y;
/** A value: in marks, or up to a blank, without what ends a clause. */
const VALUE = /[ =]("[^"]*"|'[^']*'|<[^>]*>|[^\s,;)»"]*[^\s,;)».:?!"-])/y;
/** What may follow a line in a sentence; anything else was a word of it. */
const CLAUSE_ENDS = /\s*$|[,;)»?!\n]|[.:](?:\s|$)| (?:--|\[|—|(?:or|and|o|y) [/])/y;

/** The match of a sticky pattern at a place. */
export function matchAt(pattern: RegExp, text: string, at: number): RegExpExecArray | null {
  pattern.lastIndex = at;
  return pattern.exec(text);
}

export function endsClause(text: string, at: number): boolean {
  return matchAt(CLAUSE_ENDS, text, at) !== null;
}

/** The value that stands at a place behind its blank. */
export function valueAt(text: string, at: number): { readonly value: string; readonly end: number } | null {
  const found = matchAt(VALUE, text, at);
  return found ? { value: found[1] ?? '', end: at + found[0].length } : null;
}

/** A flag, with its value where one follows; null where no option is called so. */
export function readFlag({ text, locale, names, optionsWith }: Sentence, at: number): Said | null {
  const [typed = '', name = ''] = matchAt(FLAG, text, at) ?? [];
  const options = optionsWith(name);
  const option = options?.[name];
  if (!options || !option) return null;
  const here = names.option(name, options, locale);
  const end = at + typed.length;
  if (option.kind.type === 'boolean') return { said: `${here}:${names.value('yes', option, locale)}`, end };
  const given = valueAt(text, end);
  if (given && (option.kind.choices?.includes(given.value) || endsClause(text, given.end)))
    return { said: `${here}:${withoutMarks(names.value(given.value, option, locale))}`, end: given.end };
  return { said: /^[.,:;?!)]/.test(text.slice(end)) ? here : `${here}:`, end };
}

/** The name of an option where a value is to stand. */
export function placeholderAt({ text, locale, names, optionsWith }: Sentence, at: number): Said | null {
  const [typed = '', name = ''] = matchAt(PLACEHOLDER, text, at) ?? [];
  const options = optionsWith(name);
  return options && { said: names.option(name, options, locale), end: at + typed.length };
}

/** A field needs no marks around its value. */
export function withoutMarks(value: string): string {
  return /^(["']).*\1$/.test(value) ? value.slice(1, -1) : value;
}
