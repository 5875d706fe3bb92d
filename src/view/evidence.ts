import { clean } from './clean.ts';

/** More of another program's words than this nobody reads. */
const MOST_CHARACTERS = 240;

/**
 * Another program's own words, as it gives them, on one line: they may stand behind a sentence.
 * @param keeps which part of many words says the most
 */
export function evidence(
  whose: 'system' | 'libvirt',
  words: string,
  keeps: 'beginning' | 'end' = 'beginning',
): string {
  const line = clean(words).replace(/\s+/g, ' ').trim();
  if (line.length <= MOST_CHARACTERS) return `${whose}: "${line}"`;
  const short = keeps === 'end' ? `…${line.slice(-MOST_CHARACTERS)}` : `${line.slice(0, MOST_CHARACTERS)}…`;
  return `${whose}: "${short}"`;
}
