/**
 * The beginning of a text, at a word's end where there is one near, with a sign that it goes on.
 * @param most the characters that it may take, with the sign; at least 1
 */
export function shortened(text: string, most: number): string {
  if (text.length <= most) return text;
  // Half a character of two halves is none.
  const head = text.slice(0, Math.max(0, most - 1)).replace(/[\ud800-\udbff]$/, '');
  const blank = head.lastIndexOf(' ');
  return `${(blank > most / 2 ? head.slice(0, blank) : head).trimEnd()}…`;
}
