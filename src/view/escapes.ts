/** The control characters that begin or end an escape sequence (ECMA-48, 5.6 and 8.3). */
const ESC = 0x1b;
const BEL = 0x07;
const CSI = 0x9b;
const ST = 0x9c;
/** What begins a string for the terminal, as one character of C1: DCS, SOS, OSC, PM, APC. */
const STRING_STARTS = new Set([0x90, 0x98, 0x9d, 0x9e, 0x9f]);
/** The same behind ESC: P, X, ], ^, _. */
const STRING_LETTERS = new Set([0x50, 0x58, 0x5d, 0x5e, 0x5f]);
const LINE_FEED = 0x0a;
const BACKSLASH = 0x5c;
const BRACKET = 0x5b;

/**
 * A text without its escape sequences. Time grows with the text's length alone, whatever a guest writes; the
 * expression that Node uses for it takes seconds for some kilobytes of unfinished sequences.
 * A sequence that does not end on its line loses its beginning only, so that it cannot hide the text behind it.
 */
export function withoutEscapes(text: string): string {
  let kept = '';
  let from = 0;
  for (let at = 0; at < text.length; at += 1) {
    const end = endOfSequence(text, at);
    if (end === at) continue;
    kept += text.slice(from, at);
    from = end;
    at = end - 1;
  }
  return kept + text.slice(from);
}

/** Where the sequence that begins here ends; here, if none begins. */
function endOfSequence(text: string, at: number): number {
  const code = text.charCodeAt(at);
  if (code === CSI) return endOfControl(text, at + 1);
  if (STRING_STARTS.has(code)) return endOfString(text, at + 1);
  if (code !== ESC) return at;
  const next = text.charCodeAt(at + 1);
  if (next === BRACKET) return endOfControl(text, at + 2);
  if (STRING_LETTERS.has(next)) return endOfString(text, at + 2);
  const final = skip(text, at + 1, 0x20, 0x2f);
  return isBetween(text.charCodeAt(final), 0x30, 0x7e) ? final + 1 : at + 1;
}

/** Parameters, intermediates, and the one final character. */
function endOfControl(text: string, at: number): number {
  const final = skip(text, skip(text, at, 0x30, 0x3f), 0x20, 0x2f);
  return isBetween(text.charCodeAt(final), 0x40, 0x7e) ? final + 1 : at;
}

function endOfString(text: string, from: number): number {
  for (let at = from; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (code === BEL || code === ST) return at + 1;
    if (code === ESC) return text.charCodeAt(at + 1) === BACKSLASH ? at + 2 : from;
    // The next sequence ends the search too: nothing is looked through twice.
    if (code === LINE_FEED || code === CSI || STRING_STARTS.has(code)) return from;
  }
  return from;
}

function skip(text: string, from: number, first: number, last: number): number {
  let at = from;
  while (isBetween(text.charCodeAt(at), first, last)) at += 1;
  return at;
}

function isBetween(code: number, first: number, last: number): boolean {
  return code >= first && code <= last;
}
