/** What of a text Markdown would take for its own. */
const MEANT = /[\\`*_<[\]]/g;

export const escaped = (text: string): string => text.replace(MEANT, '\\$&');

/** The command line that a button carries, with or without its slash. */
export const commandIn = (carried: string): string => carried.replace(/^\//, '');

/** A table; its first row is the head. */
export function tableOf(rows: readonly (readonly string[])[]): string {
  const [head = [], ...body] = rows.map((row) =>
    row.map((cell) => cell.replace(/\s*\n\s*/g, ' ').replaceAll('|', '\\|')),
  );
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...body.map(line)].join('\n');
}

export const codeOf = (text: string): string => ['```', text.replace(/\n$/, ''), '```'].join('\n');

/** Lines that begin a block of their own, and need no mark to stay apart. */
const OWN = /^(?:[-|#>]|\d+\. |```|$)/;

/** Has every line end where it does: Markdown joins them otherwise. */
export function withBreaks(text: string): string {
  let isCode = false;
  const lines = text.split('\n');
  return lines
    .map((line, at) => {
      if (line.startsWith('```')) isCode = !isCode;
      const next = lines[at + 1];
      const isJoined = !isCode && !OWN.test(line) && next !== undefined && !OWN.test(next);
      return isJoined ? `${line}\\` : line;
    })
    .join('\n');
}

/** Something said, set apart from who said it. */
export function quoted(text: string): string {
  return withBreaks(text)
    .split('\n')
    .map((line) => `> ${line}`.trimEnd())
    .join('\n');
}

/** Blocks of a message with room between them. */
export const stacked = (blocks: readonly string[]): string => blocks.filter((one) => one !== '').join('\n\n');

/** States of one message, one after another. */
export const joined = (states: readonly string[], later: string): string => states.join(`\n\n${later}\n\n`);
