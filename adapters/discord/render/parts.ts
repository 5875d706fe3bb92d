import { isIP } from 'node:net';
import type { Locale, Words } from '../../../src/base/text.ts';
import { clean } from '../../../src/view/clean.ts';
import { askedBy } from '../../../src/view/message-words.ts';
import { shortened } from '../../../src/view/shortened.ts';
import type {
  AskerPart,
  CodePart,
  FieldsPart,
  Part,
  StepLine,
  StepsPart,
  TablePart,
} from '../../../src/view/view.ts';
import { words } from '../../../src/view/words.ts';
import { escapeText, preformatted } from './escape.ts';

/** A part as text in Discord's markdown. */
export interface RenderedPart {
  readonly text: string;
  /** It says less than the part: the whole has to come in a file. */
  readonly isShort: boolean;
}

/** @param most the characters that it may take; a part that cannot be said in less is empty and short */
export function renderPart(part: Part, locale: Locale, most: number): RenderedPart {
  switch (part.kind) {
    case 'text':
      return prose(words(part.text, locale), escapeText, most);
    case 'note':
      return prose(words(part.text, locale), quiet, most);
    case 'asker':
      return lines([asker(part, locale)], most);
    case 'fields':
      return lines(fieldLines(part, locale), most);
    case 'steps':
      return lines(stepLines(part, locale), most);
    case 'table':
      if (part.rows.length === 0) return prose(words(part.empty, locale), escapeText, most);
      return lines(tableLines(part, locale), most);
    case 'code':
      return code(part, locale, most);
    case 'link':
    case 'picture':
      // Drawn as what they are, beside the text.
      return { text: '', isShort: false };
  }
}

/** A mention, which calls nobody: no message of labvm's allows its mentions to (`allowed_mentions`). */
function asker({ actor, name }: AskerPart, locale: Locale): string {
  const user = /^discord:(\d{1,20})$/.exec(actor)?.[1];
  return `-# ${askedBy(user === undefined ? escapeText(words(name ?? actor, locale)) : `<@${user}>`)[locale]}`;
}

/** A quiet line. */
export function quiet(text: string): string {
  return text.trim() === '' ? '' : `-# ${escapeText(text)}`;
}

/** Prose, cut before it is drawn: half an escape would escape what follows it. */
export function prose(said: string, draw: (said: string) => string, most: number): RenderedPart {
  if (said.trim() === '') return { text: '', isShort: false };
  let text = draw(said);
  let length = said.length;
  while (text.length > most && length > 1) {
    length = Math.min(length - 1, Math.floor((length * most) / text.length));
    text = length > 1 ? draw(shortened(said, length)) : '';
  }
  return { text: text.length > most ? '' : text, isShort: length < said.length || text.length > most };
}

/** As many lines as there is room for. */
function lines(all: readonly string[], most: number): RenderedPart {
  const kept: string[] = [];
  let length = -1;
  for (const line of all) {
    if (line.trim() === '') continue;
    length += line.length + 1;
    if (length > most) return { text: kept.join('\n'), isShort: true };
    kept.push(line);
  }
  return { text: kept.join('\n'), isShort: false };
}

/** Data among words; an address as something that can be copied whole. */
function value(said: Words, locale: Locale): string {
  const plain = words(said, locale).trim();
  return isIP(plain) === 0 ? escapeText(plain) : `\`${plain}\``;
}

function fieldLines({ fields }: FieldsPart, locale: Locale): readonly string[] {
  return fields.map((field) => {
    const name = escapeText(words(field.label, locale).trim());
    const said = value(field.value, locale);
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
  return steps.map(({ label, state, note, fraction, since }) => {
    const time = fraction === undefined && since !== undefined ? [runningTime(since, locale)] : [];
    const said = [...(note === undefined ? [] : [value(note, locale)]), ...time].join(', ');
    const bar = fraction === undefined ? '' : ` ${barOf(fraction)}`;
    return `${SIGNS[state]} ${escapeText(words(label, locale))}${said === '' ? '' : ` — ${said}`}${bar}`;
  });
}

const SINCE = { en: 'begun', es: 'desde' };

/** Runs in everybody's client by itself, and costs no edit: "begun 5 seconds ago" (docs.discord.com, message formatting). */
function runningTime(sinceMs: number, locale: Locale): string {
  return `${SINCE[locale]} <t:${Math.floor(sinceMs / 1000)}:R>`;
}

function barOf(fraction: number): string {
  const share = Math.min(1, Math.max(0, fraction));
  const full = Math.round(share * BAR_WIDTH);
  return `${'▰'.repeat(full)}${'▱'.repeat(BAR_WIDTH - full)} ${Math.round(share * 100)}\u00a0%`;
}

const BETWEEN_CELLS = ' · ';

/**
 * A line for each row, which wraps like any other: a block of letters of the same width falls apart on a phone, and
 * nothing in it can be copied alone. Numbers say what they are, the other columns are named above.
 */
function tableLines({ columns, rows }: TablePart, locale: Locale): readonly string[] {
  const names = columns.map(({ label }) => words(label, locale).trim());
  const isNumber = (column: number) => columns[column]?.align === 'right';
  const head = names.filter((name, column) => name !== '' && !isNumber(column)).join(BETWEEN_CELLS);
  const lineOf = (row: readonly Words[]) =>
    row
      .map((cell, column) => {
        const said = value(cell, locale) || '—';
        const name = isNumber(column) ? escapeText(names[column] ?? '') : '';
        const whole = (columns[column]?.isUnit ? [said, name] : [name, said]).filter((word) => word !== '');
        return column === 0 ? `**${whole.join(' ')}**` : whole.join(' ');
      })
      .join(BETWEEN_CELLS);
  return [quiet(head), ...rows.map(lineOf)];
}

/** The end of it where it is too long: logs are read from their end. */
function code({ label, text }: CodePart, locale: Locale, most: number): RenderedPart {
  const name = label === undefined ? '' : words(label, locale).trim();
  const all = clean(text, { keepNewlines: true })
    .replace(/^\s*\n/, '')
    .trimEnd();
  const bold = (said: string) => (said === '' ? '' : `**${escapeText(said)}**`);
  if (all === '') return prose(name, bold, most);
  const head = name === '' ? '' : `${bold(name)}\n`;
  const draw = (shown: string) => `${head}${preformatted(shown)}`;
  let shown = all;
  while (shown !== '' && draw(shown).length > most) {
    const over = draw(shown).length - most;
    const end = shown.slice(Math.max(over, 1)).replace(/^[\udc00-\udfff]/, '');
    const at = end.indexOf('\n');
    shown = (at < 0 ? end : end.slice(at + 1)).replace(/^\n+/, '');
  }
  return { text: shown.trim() === '' ? '' : draw(shown), isShort: shown !== all };
}
