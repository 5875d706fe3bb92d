import type { Locale, Text } from '../../src/base/text.ts';
import type { Command } from '../../src/command/command.ts';
import type { Options } from '../../src/command/option.ts';
import { mapWords } from '../../src/view/map-words.ts';
import type { CodePart, Part, View } from '../../src/view/view.ts';
import { createNames } from './names.ts';
import { readCall, withIts } from './typed-call.ts';
import { placeholderAt, readFlag, type Sentence } from './typed-flag.ts';

/** Says in Discord's words what sentences of labvm's say as it is typed elsewhere. */
export interface PlaceWords {
  /** `/vm create tiny --memory 1G` is `/vm create image:tiny memory:1G`, and `/vm crear imagen:tiny memoria:1G` in Spanish. */
  sentence(text: string, locale: Locale): string;
  text(text: Text): Text;
  view(view: View): View;
}

/** A command, a flag or a placeholder; no part of a path, a word or a number. */
const TYPED = /(?<![\p{L}\p{N}/.:<-])(?:\/|--|<)(?=[a-z])/gu;

export function createPlaceWords(commands: readonly Command[]): PlaceWords {
  const names = createNames(commands);
  // Of options that several commands have, the first one's stands where it is not said which is meant.
  const declared = commands
    .toReversed()
    .flatMap(({ options }) => Object.keys(options).map((name) => [name, options] as const));
  const all = new Map<string, Options>(declared);
  const sentence = (text: string, locale: Locale) => inPlace({ text, locale, names }, all);
  const text = ({ en, es }: Text) => ({ en: sentence(en, 'en'), es: sentence(es, 'es') });
  return {
    sentence,
    text,
    view(view) {
      const said = mapWords(view, sentence);
      return { ...said, parts: said.parts.flatMap((part) => (isOurs(part) ? linesOf(part, text) : [part])) };
    },
  };
}

function inPlace(given: Omit<Sentence, 'optionsWith'>, all: ReadonlyMap<string, Options>): string {
  const { text } = given;
  let said = '';
  let at = 0;
  let last: Options = {};
  const optionsWith = (name: string) => withIts(last, name) ?? all.get(name) ?? null;
  const sentence = { ...given, optionsWith };
  for (const { index } of text.matchAll(TYPED)) {
    if (index < at) continue;
    const call = text[index] === '/' ? readCall(sentence, index) : null;
    last = call?.options ?? last;
    const read = call ?? readFlag(sentence, index) ?? placeholderAt(sentence, index);
    if (!read) continue;
    said += text.slice(at, index) + read.said;
    at = read.end;
  }
  return said + text.slice(at);
}

function isOurs(part: Part): part is CodePart {
  return part.kind === 'code' && part.isOurs === true;
}

/** Lines that can be typed, each as it is filled in here; some are the same then. */
function linesOf({ label, text }: CodePart, inWords: (text: Text) => Text): readonly Part[] {
  const lines = text.split('\n').map((line) => inWords({ en: line, es: line }));
  const different = [...new Map(lines.map((line) => [line.en, line])).values()];
  return [...(label === undefined ? [] : [label]), ...different].map((line) => ({
    kind: 'text',
    text: line,
  }));
}
