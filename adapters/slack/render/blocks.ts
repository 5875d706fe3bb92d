import type {
  ContextBlock,
  HeaderBlock,
  KnownBlock,
  PlanBlock,
  RichTextBlock,
  RichTextSection,
  SectionBlock,
  TableBlock,
  TaskCardBlock,
} from '@slack/types';
import { LIMITS } from '../limits.ts';
import { pieces, plain } from './text.ts';

/** A paragraph; several blocks where it is longer than one may be. */
export function sections(text: string): SectionBlock[] {
  return pieces(text, LIMITS.text).map((piece) => ({ type: 'section', text: plain(piece) }));
}

/** Something said quietly. */
export function contexts(text: string): ContextBlock[] {
  return pieces(text, LIMITS.text).map((piece) => ({ type: 'context', elements: [plain(piece)] }));
}

/** A title; where it is too long for one, a paragraph. */
export function title(text: string): (HeaderBlock | SectionBlock)[] {
  if (text.trim() === '') return [];
  return text.length <= LIMITS.header ? [{ type: 'header', text: plain(text) }] : sections(text);
}

/** Text that is shown with every blank as it is. */
export function preformatted(text: string): RichTextBlock[] {
  if (text.trim() === '') return [];
  return [
    {
      type: 'rich_text',
      elements: [{ type: 'rich_text_preformatted', elements: [{ type: 'text', text }] }],
    },
  ];
}

/** Labels and what belongs to them, a line each. */
export function labelled(
  lines: readonly { readonly label: string; readonly value: string }[],
): RichTextBlock[] {
  const elements = lines.map(({ label, value }, at): RichTextSection => {
    const end = at < lines.length - 1 ? '\n' : '';
    return {
      type: 'rich_text_section',
      elements: [
        ...(label === '' ? [] : [{ type: 'text' as const, text: `${label}: `, style: { bold: true } }]),
        { type: 'text', text: `${value}${end}` || ' ' },
      ],
    };
  });
  return elements.length === 0 ? [] : [{ type: 'rich_text', elements }];
}

/** A table as Slack draws it; its first row is the head. */
export function table(
  rows: readonly (readonly string[])[],
  columns: readonly { readonly align?: 'left' | 'right' }[],
): TableBlock {
  return {
    type: 'table',
    column_settings: columns.map(({ align = 'left' }) => ({ align, is_wrapped: true })),
    rows: rows.map((row) => row.map((cell) => ({ type: 'raw_text', text: cell.trim() === '' ? '—' : cell }))),
  };
}

/** The course of something, step by step. */
export function plan(name: string, steps: readonly Step[]): PlanBlock {
  return { type: 'plan', title: name, tasks: steps.map(task) };
}

export interface Step {
  readonly label: string;
  readonly status: TaskCardBlock['status'];
  readonly note: string;
}

function task({ label, status, note }: Step, at: number): TaskCardBlock {
  const card: TaskCardBlock = { type: 'task_card', task_id: `step-${at}`, title: label || '—', status };
  if (note === '') return card;
  const said: RichTextBlock = {
    type: 'rich_text',
    elements: [{ type: 'rich_text_section', elements: [{ type: 'text', text: note }] }],
  };
  return { ...card, output: said };
}

/** How much text blocks hold, as Slack counts it: every string that is shown. */
export function textLength(blocks: readonly KnownBlock[]): number {
  return lengthOf(blocks);
}

const SHOWN = new Set(['text', 'title', 'caption']);

function lengthOf(value: unknown, key = ''): number {
  if (typeof value === 'string') return SHOWN.has(key) ? value.length : 0;
  if (Array.isArray(value)) return value.reduce((sum: number, one) => sum + lengthOf(one), 0);
  if (typeof value !== 'object' || value === null) return 0;
  return Object.entries(value).reduce((sum, [name, one]) => sum + lengthOf(one, name), 0);
}
