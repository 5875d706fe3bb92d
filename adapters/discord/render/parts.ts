import { type Locale, say, type Words } from '../../../src/text.ts';
import { clean } from '../../../src/view/clean.ts';
import { plainText } from '../../../src/view/plain.ts';
import {
  type CodePart,
  type FieldsPart,
  type Part,
  type StepLine,
  type StepsPart,
  type TablePart,
  view,
} from '../../../src/view/view.ts';
import { escapeText, preformatted } from './escape.ts';

/** A part as text in Discord's markdown. */
export interface RenderedPart {
  readonly text: string;
  /** It says less than the part: the whole has to come in a file. */
  readonly isShort: boolean;
}

/** What a phone shows of letters of the same width without breaking lines, in columns. */
const TABLE_WIDTH = 56;

/** Words of ours, or of a guest, made harmless for any screen. */
export function words(said: Words, locale: Locale): string {
  return clean(say(said, locale));
}

/** @param most the characters that it may take; a part that cannot be said in less is empty and short */
export function renderPart(part: Part, locale: Locale, most: number): RenderedPart {
  switch (part.kind) {
    case 'text':
      return whole(escapeText(words(part.text, locale)), most);
    case 'note':
      return whole(quiet(words(part.text, locale)), most);
    case 'fields':
      return lines(fieldLines(part, locale), most);
    case 'steps':
      return lines(stepLines(part, locale), most);
    case 'table':
      return table(part, locale, most);
    case 'code':
      return code(part, locale, most);
  }
}

/** A quiet line. */
export function quiet(text: string): string {
  return text.trim() === '' ? '' : `-# ${escapeText(text)}`;
}

function whole(text: string, most: number): RenderedPart {
  if (text.length <= most) return { text, isShort: false };
  // Half an escape would escape what follows it.
  const head = text
    .slice(0, Math.max(0, most - 1))
    .replace(/\\+$/, '')
    .replace(/[\ud800-\udbff]$/, '');
  return { text: most < 2 ? '' : `${head}…`, isShort: true };
}

/** As many lines as there is room for. */
function lines(all: readonly string[], most: number): RenderedPart {
  const kept: string[] = [];
  let length = 0;
  for (const line of all) {
    length += line.length + 1;
    if (length > most) return { text: kept.join('\n'), isShort: true };
    kept.push(line);
  }
  return { text: kept.join('\n'), isShort: false };
}

function fieldLines({ fields }: FieldsPart, locale: Locale): readonly string[] {
  return fields.map(({ label, value }) => {
    const name = escapeText(words(label, locale));
    const said = escapeText(words(value, locale));
    return name === '' ? said : `**${name}:** ${said}`;
  });
}

const SIGNS: Readonly<Record<StepLine['state'], string>> = {
  waiting: '▫️',
  running: '⏳',
  done: '✅',
  failed: '❌',
  undone: '↩️',
};
const BAR_WIDTH = 10;

function stepLines({ steps }: StepsPart, locale: Locale): readonly string[] {
  return steps.map(({ label, state, note, fraction }) => {
    const said = note === undefined ? '' : ` — ${escapeText(words(note, locale))}`;
    const bar = fraction === undefined ? '' : ` ${barOf(fraction)}`;
    return `${SIGNS[state]} ${escapeText(words(label, locale))}${said}${bar}`;
  });
}

function barOf(fraction: number): string {
  const share = Math.min(1, Math.max(0, fraction));
  const full = Math.round(share * BAR_WIDTH);
  return `${'▰'.repeat(full)}${'▱'.repeat(BAR_WIDTH - full)} ${Math.round(share * 100)} %`;
}

/** As the terminal draws it, with as many rows as there is room for. */
function table(part: TablePart, locale: Locale, most: number): RenderedPart {
  if (part.rows.length === 0) return whole(escapeText(words(part.empty, locale)), most);
  const draw = (rows: TablePart['rows']) =>
    preformatted(plainText(view({ parts: [{ ...part, rows }] }), locale, TABLE_WIDTH));
  let kept = part.rows;
  let text = draw(kept);
  while (text.length > most && kept.length > 0) {
    // By its share, and at least one: a table may have thousands of rows.
    kept = kept.slice(0, Math.min(kept.length - 1, Math.floor((kept.length * most) / text.length)));
    text = kept.length === 0 ? '' : draw(kept);
  }
  return { text, isShort: kept.length < part.rows.length };
}

/** The end of it where it is too long: logs are read from their end. */
function code({ label, text }: CodePart, locale: Locale, most: number): RenderedPart {
  const head = label === undefined ? '' : `**${escapeText(words(label, locale))}**\n`;
  const all = clean(text, { keepNewlines: true }).trimEnd();
  const draw = (shown: string) => `${head}${preformatted(shown)}`;
  if (draw(all).length <= most) return { text: draw(all), isShort: false };
  let shown = all;
  while (shown !== '' && draw(shown).length > most) {
    const over = draw(shown).length - most;
    const end = shown.slice(Math.max(over, 1)).toWellFormed();
    const at = end.indexOf('\n');
    shown = at < 0 ? end : end.slice(at + 1);
  }
  return { text: shown === '' ? '' : draw(shown), isShort: true };
}
