/** What chats call the language of a block of code, in the line of its opening marks. */
const LANGUAGES = 'bash|cloud-config|console|ini|json|none|pem|plain|sh|shell|ssh|text|txt|yaml|yml|zsh';
/** Blanks in two places that nothing parts would take time by their square. */
const FIRST_LINE = new RegExp(`^[ \\t]*(?:(?:${LANGUAGES})[ \\t]*)?\\r?\\n`, 'i');
/** Marks of a block; fewer are code within a line. */
const BLOCK = 3;

/** Text in code formatting, and where it ends in the text around it. */
export interface CodeSpan {
  readonly inside: string;
  /** After its closing marks. */
  readonly end: number;
}

/**
 * The code that begins at a backtick: marks, a text, and as many marks again. A block loses the line of its language
 * and the line end before its closing marks, and nothing else.
 * @returns null where it is not closed
 */
export function codeSpanAt(text: string, at: number): CodeSpan | null {
  const marks = runAt(text, at);
  const from = at + marks;
  for (let next = text.indexOf('`', from); next >= 0; ) {
    const run = runAt(text, next);
    if (run === marks) {
      const inside = text.slice(from, next);
      return { inside: marks < BLOCK ? inside : insideBlock(inside), end: next + run };
    }
    next = text.indexOf('`', next + run);
  }
  return null;
}

/** A text without the code formatting around it; as it is where there is none, or not around all of it. */
export function withoutCode(text: string): string {
  const trimmed = text.trim();
  const span = trimmed.startsWith('`') ? codeSpanAt(trimmed, 0) : null;
  return span?.end === trimmed.length ? span.inside : text;
}

/** A text as a block of code, whatever stands in it. */
export function asCodeBlock(text: string): string {
  const longest = Math.max(BLOCK - 1, ...Array.from(text.matchAll(/`+/g), ([run]) => run.length));
  const marks = '`'.repeat(longest + 1);
  return `${marks}\n${text}\n${marks}`;
}

function runAt(text: string, at: number): number {
  let end = at;
  while (text[end] === '`') end += 1;
  return end - at;
}

function insideBlock(text: string): string {
  const opening = FIRST_LINE.exec(text)?.[0] ?? '';
  // What ends as the block's lines do not is a part of its text.
  const closing = opening !== '' && !opening.endsWith('\r\n') ? /\n[ \t]*$/ : /\r?\n[ \t]*$/;
  return text.slice(opening.length).replace(closing, '');
}
