import type { Said } from '../../test/servers/slack/workspace.ts';
import { codeOf, commandIn, escaped, stacked, tableOf } from './markdown.ts';

/** A part of Slack's, of any kind: what it has depends on that. */
type Piece = Readonly<Record<string, unknown>>;

const SIGNS: Readonly<Record<string, string>> = {
  pending: '○',
  in_progress: '●',
  complete: '✓',
  error: '✗',
};

/** What a message in Slack shows, as Markdown. @throws Error where it has a block that nobody here has seen yet */
export function shownInSlack({ text, blocks }: Pick<Said, 'text' | 'blocks'>): string {
  return blocks.length === 0 ? escaped(text) : stacked(blocks.map(drawn));
}

/** The labels of a message's buttons by the command lines that these carry. */
export function buttonsInSlack({ blocks }: Pick<Said, 'blocks'>): ReadonlyMap<string, string> {
  const buttons = blocks
    .filter(({ type }) => type === 'actions')
    .flatMap(({ elements }) => listOf(elements))
    .filter(({ type }) => type === 'button');
  return new Map(
    buttons.map(({ value, text }) => [commandIn(String(value ?? '')), String((text as Piece).text)]),
  );
}

function drawn(block: Piece): string {
  switch (block.type) {
    case 'header':
      return `**${textOf(block.text)}**`;
    case 'section':
      return stacked([textOf(block.text), ...listOf(block.fields).map(textOf), elementOf(block.accessory)]);
    case 'context':
      return listOf(block.elements)
        .map((one) => `_${textOf(one)}_`)
        .join(' ');
    case 'divider':
      return '---';
    case 'actions':
      return listOf(block.elements).map(elementOf).join(' ');
    case 'image':
      return `[picture: ${escaped(String(block.alt_text))}]`;
    case 'markdown':
      return String(block.text);
    case 'rich_text':
      return linesOf(listOf(block.elements));
    case 'plan':
      return stacked([`**${escaped(String(block.title))}**`, listOf(block.tasks).map(taskOf).join('\n')]);
    case 'task_card':
      return taskOf(block);
    case 'table':
    case 'data_table':
      return tableOf((block.rows as readonly (readonly Piece[])[]).map((row) => row.map(cellOf)));
    default:
      throw new Error(`Nobody has said yet how Slack’s ${String(block.type)} is written down.`);
  }
}

function taskOf({ title, status, output, details }: Piece): string {
  const notes = [output, details].flatMap((one) => (one ? [richText(one)] : []));
  return `- ${[`${SIGNS[String(status)]} ${escaped(String(title))}`, ...notes].join(': ')}`;
}

/** Sections follow one another line by line; what is no line has room around it. */
function linesOf(elements: readonly Piece[]): string {
  const isLine = ({ type }: Piece) => type === 'rich_text_section';
  return elements
    .map((element, at) => {
      const next = elements[at + 1];
      const end = next === undefined ? '' : isLine(element) && isLine(next) ? '\n' : '\n\n';
      return `${richOf(element).trimEnd()}${end}`;
    })
    .join('');
}

function richOf(element: Piece): string {
  if (element.type === 'rich_text_preformatted') return codeOf(bare(element));
  if (element.type === 'rich_text_list')
    return listOf(element.elements)
      .map((one) => `- ${richText(one)}`)
      .join('\n');
  return richText(element);
}

/** Formatted text in one line, or in lines of its own. */
function richText(value: unknown): string {
  if (Array.isArray(value)) return value.map(richText).join('');
  const { type, text, elements, url, user_id: user, name, style } = value as Piece;
  if (elements) return richText(elements);
  const said = escaped(String(text ?? url ?? user ?? name ?? type ?? ''));
  const { bold, code } = (style ?? {}) as Piece;
  if (code) return `\`${String(text)}\``;
  // Blanks at the edge would keep it from being bold.
  return bold ? said.replace(/^(\s*)(.*?)(\s*)$/s, '$1**$2**$3') : said;
}

function bare({ elements }: Piece): string {
  return listOf(elements)
    .map(({ text, url }) => String(text ?? url ?? ''))
    .join('');
}

function elementOf(element: unknown): string {
  if (!element) return '';
  const { type, text, placeholder, options } = element as Piece;
  if (type === 'button') return `[${textOf(text)}]`;
  if (type === 'overflow' || Array.isArray(options))
    return `[${[...(placeholder ? [textOf(placeholder)] : []), ...listOf(options).map((one) => textOf(one.text))].join(' · ')} ▾]`;
  return `[${textOf(text ?? placeholder)}]`;
}

function cellOf(cell: Piece): string {
  return cell.type === 'rich_text' ? richText(cell.elements) : escaped(String(cell.text ?? cell.value ?? ''));
}

/** The words of a text object: plain ones as they stand, Slack's own formatting as Markdown's. */
function textOf(value: unknown): string {
  if (value === undefined || value === null) return '';
  if (typeof value === 'string') return escaped(value);
  const { type, text, alt_text: alt } = value as Piece;
  if (text === undefined) return escaped(String(alt ?? ''));
  if (type !== 'mrkdwn') return escaped(String(text));
  return String(text)
    .replace(/(^|\W)\*([^*\n]+)\*(?=\W|$)/g, '$1**$2**')
    .replaceAll('&lt;', '\\<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&');
}

function listOf(value: unknown): readonly Piece[] {
  return Array.isArray(value) ? (value as readonly Piece[]) : [];
}
