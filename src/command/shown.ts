const MOST = 40;

/** What somebody typed, short enough to be said back; no character is cut in half. */
export function shown(word: string): string {
  if (word.length <= MOST) return word;
  // A character takes one or two units, so that this much is always enough.
  return `${[...word.slice(0, 2 * MOST)].slice(0, MOST).join('')}…`;
}
