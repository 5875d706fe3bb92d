import type { KnownBlock } from '@slack/types';
import type { Locale } from '../../../src/base/text.ts';
import { clean } from '../../../src/view/clean.ts';
import { askedBy, STEP_WORDS } from '../../../src/view/message-words.ts';
import { plainText } from '../../../src/view/plain.ts';
import { shortened } from '../../../src/view/shortened.ts';
import {
  type AskerPart,
  type CodePart,
  type FieldsPart,
  type LinkPart,
  type Part,
  type StepsPart,
  type TablePart,
  view,
} from '../../../src/view/view.ts';
import { words } from '../../../src/view/words.ts';
import { LIMITS } from '../limits.ts';
import { contexts, labelled, plan, preformatted, type Step, sections, table } from './blocks.ts';
import { plain } from './text.ts';

/** A part in both ways of saying it. */
export interface RenderedPart {
  readonly rich: readonly KnownBlock[];
  readonly plain: readonly KnownBlock[];
  /** It says less than the part: the whole has to come in a file. */
  readonly isShort: boolean;
}

/** The most of a code part that a message shows; the last of it, for logs are read from their end. */
const MOST_CODE = 2500;
/** The most of a paragraph. */
const MOST_TEXT = 6000;

/**
 * @param name what the message is about, for blocks that want a title of their own
 * @param at the part's place in its message
 */
export function renderPart(part: Part, locale: Locale, name: string, at: number): RenderedPart {
  switch (part.kind) {
    case 'text':
      return paragraph(words(part.text, locale), sections);
    case 'note':
      return paragraph(words(part.text, locale), contexts);
    case 'asker':
      return paragraph(words(askedBy(askerOf(part)), locale), contexts);
    case 'fields':
      return fields(part, locale);
    case 'steps':
      return steps(part, locale, name);
    case 'table':
      return tableOf(part, locale);
    case 'code':
      return code(part, locale);
    case 'link':
      return link(part, locale, at);
    case 'picture':
      // It is put in once Slack has it.
      return { rich: [], plain: [], isShort: false };
  }
}

/** A name that calls nobody: a mention of Slack's own always does (docs.slack.dev, formatting message text). */
function askerOf({ actor, name }: AskerPart): string {
  return name === undefined ? actor : `@${name}`;
}

function paragraph(text: string, draw: (text: string) => KnownBlock[]): RenderedPart {
  if (text.trim() === '') return { rich: [], plain: [], isShort: false };
  const isShort = text.length > MOST_TEXT;
  const blocks = draw(isShort ? text.slice(0, MOST_TEXT).toWellFormed() : text);
  return { rich: blocks, plain: blocks, isShort };
}

function fields({ fields: all }: FieldsPart, locale: Locale): RenderedPart {
  const said = all.map(({ label, value }) => ({ label: words(label, locale), value: words(value, locale) }));
  const plain = said.map(({ label, value }) => (label === '' ? value : `${label}: ${value}`)).join('\n');
  const isShort = plain.length > MOST_TEXT;
  if (isShort) {
    const blocks = sections(plain.slice(0, MOST_TEXT).toWellFormed());
    return { rich: blocks, plain: blocks, isShort };
  }
  return { rich: labelled(said), plain: sections(plain), isShort };
}

/** As the terminal draws it, a line each, of any length. */
function lines(part: Part, locale: Locale): KnownBlock[] {
  return sections(plainText(view({ parts: [part] }), locale, Number.POSITIVE_INFINITY));
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
  return {
    rich: [plan(name || '—', drawn)],
    plain: lines(part, locale),
    isShort,
  };
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

function tableOf({ columns, rows, empty }: TablePart, locale: Locale): RenderedPart {
  if (rows.length === 0) return paragraph(words(empty, locale), sections);
  const head = columns.map(({ label }) => words(label, locale));
  const body = rows.map((row) => row.map((cell) => words(cell, locale)));
  const kept = fitting(head, body);
  const isShort = kept.length < body.length || columns.length > LIMITS.tableColumns;
  const part: TablePart = { kind: 'table', columns, rows: rows.slice(0, kept.length), empty };
  if (columns.length > LIMITS.tableColumns)
    return { rich: lines(part, locale), plain: lines(part, locale), isShort };
  return { rich: [table([head, ...kept], columns)], plain: lines(part, locale), isShort };
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
  return { rich: [...head, ...preformatted(shown)], plain: [...head, ...sections(shown)], isShort };
}

/** A button that opens an address; Slack shows the address to nobody and fetches no preview of it. */
function link({ label, url }: LinkPart, locale: Locale, at: number): RenderedPart {
  const text = shortened(words(label, locale).trim() || '—', LIMITS.buttonText);
  const blocks: KnownBlock[] = [
    {
      type: 'actions',
      elements: [{ type: 'button', action_id: `open-${at}`, text: plain(text), url, style: 'primary' }],
    },
  ];
  return { rich: blocks, plain: blocks, isShort: false };
}

/** The end of a text, from the beginning of a line. */
function lastOf(text: string): string {
  const end = text.slice(-MOST_CODE).toWellFormed();
  const at = end.indexOf('\n');
  return at < 0 ? end : end.slice(at + 1);
}
