/** The most that is said back of a word, in UTF-16 units. */
const MOST = 40;

/** What somebody typed, short enough to be said back. */
export function shown(word: string): string {
  return word.length > MOST ? `${beginning(word, MOST)}…` : word;
}

/**
 * The beginning of a text, without half a character at its end.
 * @param units the most that is kept, in UTF-16 units
 */
export function beginning(text: string, units: number): string {
  return text.length > units ? text.slice(0, units).replace(/[\ud800-\udbff]$/, '') : text;
}
