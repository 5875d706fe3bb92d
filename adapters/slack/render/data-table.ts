import type { DataTableBlock } from '@slack/types';
import { LIMITS } from '../limits.ts';

/** A number as Slack sorts it: as many digits as a number keeps. */
const NUMBER = /^-?\d{1,15}(?:\.\d{1,6})?$/;

/**
 * A table that can be searched and sorted; its first row is the head (docs.slack.dev, data table block).
 * @param rows at least two, each as long as there are columns
 */
export function dataTable(
  [head = [], ...body]: readonly (readonly string[])[],
  columns: readonly { readonly align?: 'left' | 'right' }[],
  caption: string,
): DataTableBlock {
  const cells = body.map((row) => row.map((text, at) => cell(text, columns[at]?.align === 'right')));
  return {
    type: 'data_table',
    caption,
    page_size: LIMITS.dataTablePage,
    rows: [head.map((text) => cell(text, false)), ...cells],
  };
}

function cell(text: string, isNumber: boolean): DataTableBlock['rows'][number][number] {
  const shown = text.trim() === '' ? '—' : text;
  if (isNumber && NUMBER.test(shown)) return { type: 'raw_number', value: Number(shown), text: shown };
  return { type: 'raw_text', text: shown };
}
