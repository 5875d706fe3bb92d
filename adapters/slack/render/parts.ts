import type { KnownBlock } from '@slack/types';
import type { Locale } from '../../../src/base/text.ts';
import { clean } from '../../../src/view/clean.ts';
import { STEP_WORDS } from '../../../src/view/message-words.ts';
import { plainText } from '../../../src/view/plain.ts';
import { shortened } from '../../../src/view/shortened.ts';
import {
  type CodePart,
  type FieldsPart,
  type LinkPart,
  type Part,
  type StepsPart,
  type TablePart,
  view,
} from '../../../src/view/view.ts';
import { words } from '../../../src/view/words.ts';
import type { Ways } from '../content.ts';
import { LIMITS } from '../limits.ts';
import { contexts, labelled, plan, preformatted, type Step, sections, table } from './blocks.ts';
import { dataTable } from './data-table.ts';
import { plain } from './text.ts';

/** A part in all ways of drawing it. */
export interface RenderedPart {
  readonly ways: Ways;
  /** It says less than the part: the whole has to come in a file. */
  readonly isShort: boolean;
}

/** The most of a code part that a message shows; the last of it, for logs are read from their end. */
const MOST_CODE = 2500;
/** The most of a paragraph. */
const MOST_TEXT = 6000;

/** What a part is drawn for. */
export interface PartContext {
  readonly locale: Locale;
  /** What the message is about, for blocks that want a title of their own. */
  readonly name: string;
  /** The part's place in its message. */
  readonly at: number;
  /** Slack draws one table a message: the others are formatted text. */
  readonly isTable: boolean;
}

export function renderPart(part: Part, context: PartContext): RenderedPart {
  const { locale, name, at } = context;
  switch (part.kind) {
    case 'text':
      return paragraph(words(part.text, locale), sections);
    case 'note':
      return paragraph(words(part.text, locale), contexts);
    case 'fields':
      return fields(part, locale);
    case 'steps':
      return steps(part, locale, name);
    case 'table':
      return tableOf(part, context);
    case 'code':
      return code(part, locale);
    case 'link':
      return link(part, locale, at);
    case 'picture':
      // It is put in once Slack has it.
      return alike([], false);
  }
}

/** Drawn the same for everybody. */
function alike(blocks: readonly KnownBlock[], isShort: boolean): RenderedPart {
  return { ways: [blocks, blocks, blocks, blocks], isShort };
}

/** Drawn in formatted text, and in plain blocks where that is refused. */
function formatted(
  best: readonly KnownBlock[],
  plain: readonly KnownBlock[],
  isShort: boolean,
): RenderedPart {
  return { ways: [best, best, best, plain], isShort };
}

function paragraph(text: string, draw: (text: string) => KnownBlock[]): RenderedPart {
  if (text.trim() === '') return alike([], false);
  const isShort = text.length > MOST_TEXT;
  return alike(draw(isShort ? text.slice(0, MOST_TEXT).toWellFormed() : text), isShort);
}

function fields({ fields: all }: FieldsPart, locale: Locale): RenderedPart {
  const said = all.map(({ label, value }) => ({ label: words(label, locale), value: words(value, locale) }));
  const plain = said.map(({ label, value }) => (label === '' ? value : `${label}: ${value}`)).join('\n');
  if (plain.length > MOST_TEXT) return alike(sections(plain.slice(0, MOST_TEXT).toWellFormed()), true);
  return formatted(labelled(said), sections(plain), false);
}

/** As the terminal draws it, a line each, of any length. */
function lines(part: Part, locale: Locale): string {
  return plainText(view({ parts: [part] }), locale, Number.POSITIVE_INFINITY);
}

const STATUS = {
  waiting: 'pending',
  running: 'in_progress',
  done: 'complete',
  failed: 'error',
  undone: 'pending',
} as const;

/** Slack draws a plan's title and each task's as one text. */
function steps(part: StepsPart, locale: Locale, name: string): RenderedPart {
  const all = stepsOf(part, locale);
  const drawn = all.map((step) => ({ ...step, label: shortened(step.label, LIMITS.text) }));
  const isShort = all.some(({ label }) => label.length > LIMITS.text);
  const best = [plan(name || '—', drawn)];
  const plain = sections(lines(part, locale));
  return { ways: [best, best, plain, plain], isShort };
}

function stepsOf({ steps }: StepsPart, locale: Locale): readonly Step[] {
  return steps.map(({ label, state, note, fraction }) => {
    const said = [
      ...(state === 'undone' ? [STEP_WORDS.undone[locale]] : []),
      ...(fraction === undefined ? [] : [`${Math.round(Math.min(1, Math.max(0, fraction)) * 100)} %`]),
      ...(note === undefined ? [] : [words(note, locale)]),
    ];
    return { label: words(label, locale), status: STATUS[state], note: said.join(', ') };
  });
}

/** A table that can be sorted; an older one; its lines, column under column; and those as they come. */
function tableOf({ columns, rows, empty }: TablePart, { locale, name, isTable }: PartContext): RenderedPart {
  if (rows.length === 0) return paragraph(words(empty, locale), sections);
  const head = columns.map(({ label }) => words(label, locale));
  const body = rows.map((row) => columns.map((_, at) => words(row[at] ?? '', locale)));
  const kept = fitting(head, body);
  const drawn = lines({ kind: 'table', columns, rows: rows.slice(0, kept.length), empty }, locale);
  const [text, plain] = [preformatted(drawn), sections(drawn)];
  const isWide = columns.length > LIMITS.tableColumns;
  const isShort = kept.length < body.length || isWide;
  if (isWide || !isTable || kept.length === 0) return formatted(text, plain, isShort);
  const all = [head, ...kept];
  return { ways: [[dataTable(all, columns, name || '—')], [table(all, columns)], text, plain], isShort };
}

/** As many rows as a message takes, with its head. */
function fitting(
  head: readonly string[],
  body: readonly (readonly string[])[],
): readonly (readonly string[])[] {
  let length = head.join('').length;
  const most = body.slice(0, LIMITS.tableRows - 1);
  const over = most.findIndex((row) => {
    length += row.join('').length;
    return length > MOST_TEXT;
  });
  return over < 0 ? most : most.slice(0, over);
}

function code({ label, text }: CodePart, locale: Locale): RenderedPart {
  const whole = clean(text, { keepNewlines: true }).trimEnd();
  const isShort = whole.length > MOST_CODE;
  const shown = isShort ? lastOf(whole) : whole;
  const head = label === undefined ? [] : contexts(words(label, locale));
  return formatted([...head, ...preformatted(shown)], [...head, ...sections(shown)], isShort);
}

/** A button that opens an address; Slack shows the address to nobody and fetches no preview of it. */
function link({ label, url }: LinkPart, locale: Locale, at: number): RenderedPart {
  const text = shortened(words(label, locale).trim() || '—', LIMITS.buttonText);
  const button = {
    type: 'button',
    action_id: `open-${at}`,
    text: plain(text),
    url,
    style: 'primary',
  } as const;
  return alike([{ type: 'actions', elements: [button] }], false);
}

/** The end of a text, from the beginning of a line. */
function lastOf(text: string): string {
  const end = text.slice(-MOST_CODE).toWellFormed();
  const at = end.indexOf('\n');
  return at < 0 ? end : end.slice(at + 1);
}
