import type { Figure } from './measure.ts';

/** The figures as a table, widths fitted. */
export function report(figures: readonly Figure[]): string {
  const head = ['figure', 'labvm', 'other means', 'ratio', 'aim', 'met'];
  const rows = figures.map(({ name, value, against, ratio, aim, met }) => [
    name,
    value,
    against,
    ratio === null ? '—' : ratio.toFixed(2),
    aim,
    met === null ? '—' : met ? 'yes' : 'NO',
  ]);
  const widths = head.map((title, column) =>
    Math.max(title.length, ...rows.map((row) => row[column]?.length ?? 0)),
  );
  return [head, ...rows]
    .map((row) => row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join('  '))
    .join('\n');
}
