import type { Text } from './text.ts';

/** How deep lists may lie in one another; `images.yaml` needs four, and a cloud-config not many more. */
const MOST_DEPTH = 20;

/** Marks of the lexer's own (yaml: CST): they stand for nothing in the text, and what follows the last is a scalar. */
const MARKS: ReadonlySet<string> = new Set(['\u0002', '\u0018', '\u001f']);
const SCALAR = '\u001f';

/** What opens a level on its line: an entry of a list, a name, a value. */
const LEVELS: ReadonlySet<string> = new Set(['-', '?', ':']);

/**
 * Where a text of YAML lies deeper in itself than anybody writes, by its offset; null: nowhere. Readers of YAML call
 * themselves for each level, and take minutes for what a stranger writes in one: it is looked at before it is read.
 * @param tokens the text's lexemes in order, as the library's `Lexer` gives them, which calls itself for none
 */
export function tooDeepAt(tokens: Iterable<string>): number | null {
  let offset = 0;
  let open = 0;
  let onLine = 0;
  let isLineStart = true;
  let indents: readonly number[] = [];
  let before = '';
  for (const token of tokens) {
    const isScalar = before === SCALAR;
    // A scalar may say what a mark does.
    before = isScalar ? '' : token;
    if (!isScalar && MARKS.has(token)) continue;
    if (isLineStart) {
      const indent = !isScalar && /^ +$/.test(token) ? token.length : 0;
      indents = [...indents.filter((one) => one < indent), indent];
    }
    isLineStart = !isScalar && /^\r?\n$/.test(token);
    if (isLineStart) onLine = 0;
    if (!isScalar && (token === '[' || token === '{')) open += 1;
    if (!isScalar && (token === ']' || token === '}')) open = Math.max(0, open - 1);
    // Within brackets entries and values stand beside each other on a line.
    if (!isScalar && LEVELS.has(token) && (open === 0 || token !== ':')) onLine += 1;
    if (token === ',') onLine = 0;
    if (open + onLine + indents.length - 1 > MOST_DEPTH) return offset;
    offset += token.length;
  }
  return null;
}

export const TOO_DEEP: Text = {
  en: 'lists are nested too deeply to be read',
  es: 'hay listas anidadas a demasiada profundidad para leerlas',
};
