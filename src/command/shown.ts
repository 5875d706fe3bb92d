/** The most that is said back of a word, in characters. */
const MOST = 40;

/** What somebody typed, short enough to be said back. */
export function shown(word: string): string {
  const said = beginning(word, MOST);
  return said === word ? word : `${said}…`;
}

/** The first characters of a text; none is cut in half. */
export function beginning(text: string, characters: number): string {
  if (text.length <= characters) return text;
  // A character takes one or two units, so that this much is always enough.
  return [...text.slice(0, 2 * characters)].slice(0, characters).join('');
}
