import type { Command } from '../../src/command/command.ts';
import type { Option, Options } from '../../src/command/option.ts';
import type { Branch } from '../../src/command/tree.ts';
import {
  endsClause,
  matchAt,
  readFlag,
  type Said,
  type Sentence,
  valueAt,
  withoutMarks,
} from './typed-flag.ts';

/** A command in a sentence; its options, where it is one and no group. */
export interface Call extends Said {
  readonly options: Options | null;
}

const FIRST_WORD = /\/([a-z][a-z0-9-]*)(?![\w/-])/y;
const NEXT_WORD = / ([a-z][a-z0-9-]*)(?![\w/-])/y;
const YES = / --yes(?![\w-])/y;
const MORE = / …/y;
/** How usage says an option: `<image>`, `[name]`, `[--cpus <number>]`, `[--all]`. */
const USAGE = / (?:<([a-z][\w-]*)>|\[(?:--)?([a-z][\w-]*)(?: <[^>]*>)?\])/y;
const REST = / ([^.;»)\n]+(?:[.](?=\S)[^.;»)\n]*)*)/y;

/** The command that stands at a place with what is given for it; null where none does. */
export function readCall(sentence: Sentence, at: number): Call | null {
  const { text, names, locale } = sentence;
  const [typed, word] = matchAt(FIRST_WORD, text, at) ?? [];
  const first = names.branches.find((one) => one.word === word);
  if (typed === undefined || !first) return null;
  let end = at + typed.length;
  let said = `/${names.branch(first, names.branches, locale)}`;
  let here: Branch = first;
  while (!here.command) {
    const next = matchAt(NEXT_WORD, text, end);
    const below: Branch | undefined = here.below.find((one) => one.word === next?.[1]);
    if (!next || !below) return { said, end, options: null };
    said += ` ${names.branch(below, here.below, locale)}`;
    end += next[0].length;
    here = below;
  }
  const { options } = here.command;
  const given = readGiven({ ...sentence, optionsWith: (name) => withIts(options, name) }, end, here.command);
  return { said: said + given.said, end: given.end, options };
}

/** The options, if one of them is called so. */
export function withIts(options: Options, name: string): Options | null {
  return Object.hasOwn(options, name) ? options : null;
}

/** What is given behind a command's words, as far as it is that and no word of the sentence. */
function readGiven(sentence: Sentence, from: number, { options }: Command): Said {
  const places = Object.entries(options).filter(([, { positional }]) => positional);
  const count = places.length;
  let read: Said = { said: '', end: from };
  let whole = read;
  for (;;) {
    const { said, end } = read;
    const next =
      leftOut(sentence, end) ??
      // Usage has no values, and an example no placeholders.
      (places.length === count ? usageAt(sentence, end) : null) ??
      flagAt(sentence, end) ??
      placeAt(sentence, end, places, options);
    if (!next) return whole;
    read = { said: `${said}${next.said}`, end: next.end };
    if (endsClause(sentence.text, read.end)) whole = read;
  }
}

/** Nobody says yes beforehand where questions have buttons. */
function leftOut({ text }: Sentence, at: number): Said | null {
  const yes = matchAt(YES, text, at);
  const more = matchAt(MORE, text, at);
  if (yes) return { said: '', end: at + yes[0].length };
  return more ? { said: more[0], end: at + more[0].length } : null;
}

function usageAt({ text, names, locale, optionsWith }: Sentence, at: number): Said | null {
  const [typed = '', required, optional = ''] = matchAt(USAGE, text, at) ?? [];
  const name = required ?? optional;
  const options = optionsWith(name);
  if (!options) return null;
  const here = `${names.option(name, options, locale)}:`;
  return { said: required === undefined ? ` [${here}]` : ` ${here}`, end: at + typed.length };
}

function flagAt(sentence: Sentence, at: number): Said | null {
  const flag = sentence.text.startsWith(' --', at) ? readFlag(sentence, at + 1) : null;
  return flag && { ...flag, said: ` ${flag.said}` };
}

/** The next value that is typed by its place, which it takes. */
function placeAt(
  { text, names, locale }: Sentence,
  at: number,
  places: [string, Option<unknown>][],
  options: Options,
): Said | null {
  const [name, option] = places[0] ?? [];
  if (name === undefined || !option) return null;
  const rest = option.kind.takesRest ? matchAt(REST, text, at) : null;
  const given = rest ? { value: rest[1] ?? '', end: at + rest[0].length } : valueAt(text, at);
  if (!given || /^(?:--|[/[<])/.test(given.value)) return null;
  places.shift();
  const value = withoutMarks(names.value(given.value, option, locale));
  return { said: ` ${names.option(name, options, locale)}:${value}`, end: given.end };
}
