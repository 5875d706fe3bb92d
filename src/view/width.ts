/** Letters that stand on the one before them, or do not show; the second and third parts of Korean syllables. */
const ZERO = /^[\p{Mn}\p{Me}\p{Default_Ignorable_Code_Point}\u1160-\u11ff\ud7b0-\ud7ff]$/u;
/** Pictures two columns wide; the letters of flags are one wide each. */
const PICTURE = /^(?!\p{Regional_Indicator})\p{Emoji_Presentation}$/u;
/** Letters two columns wide (Unicode TR 11: wide and full-width), where they are no pictures. */
const WIDE =
  /^[\u1100-\u115f\u2329\u232a\u2e80-\u303e\u3041-\ua4cf\ua960-\ua97c\uac00-\ud7a3\uf900-\ufaff\ufe10-\ufe19\ufe30-\ufe6f\uff01-\uff60\uffe0-\uffe6\u{16fe0}-\u{18dff}\u{1aff0}-\u{1b2ff}\u{1f200}-\u{1f265}\u{20000}-\u{3fffd}]$/u;
const ASCII = /^[ -~]*$/;

function widthOfLetter(letter: string): number {
  if (ASCII.test(letter)) return 1;
  if (ZERO.test(letter)) return 0;
  return WIDE.test(letter) || PICTURE.test(letter) ? 2 : 1;
}

/** How many columns of a screen a text takes; it has no control characters. */
export function widthOf(text: string): number {
  if (ASCII.test(text)) return text.length;
  let width = 0;
  for (const letter of text) width += widthOfLetter(letter);
  return width;
}

/** The beginning of a text that fits, with an ellipsis where something was left out. */
export function shorten(text: string, width: number): string {
  if (widthOf(text) <= width) return text;
  if (width < 1) return '';
  let kept = '';
  let used = 0;
  for (const letter of text) {
    used += widthOfLetter(letter);
    if (used > width - 1) break;
    kept += letter;
  }
  return `${kept.trimEnd()}…`;
}

/** A text filled with blanks to a width. */
export function pad(text: string, width: number, align: 'left' | 'right' = 'left'): string {
  const blanks = ' '.repeat(Math.max(0, width - widthOf(text)));
  return align === 'right' ? blanks + text : text + blanks;
}

/** Prose as lines that fit, broken at blanks; a word that is too long is broken anywhere. */
export function wrap(text: string, width: number): readonly string[] {
  const lines: string[] = [];
  let line = '';
  let used = 0;
  for (const word of text.split(/ +/).flatMap((one) => chop(one, width))) {
    const more = widthOf(word);
    if (line !== '' && used + 1 + more > width) {
      lines.push(line);
      line = word;
      used = more;
    } else {
      line = line === '' ? word : `${line} ${word}`;
      used += more + (used === 0 ? 0 : 1);
    }
  }
  return [...lines, line];
}

/** A text as lines that fit, blanks and all, broken anywhere; a letter is never parted from its marks. */
export function chop(text: string, width: number): readonly string[] {
  if (widthOf(text) <= width) return [text];
  const pieces: string[] = [];
  let piece = '';
  let used = 0;
  for (const letter of text) {
    const more = widthOfLetter(letter);
    if (used + more > width && piece !== '') {
      pieces.push(piece);
      piece = '';
      used = 0;
    }
    piece += letter;
    used += more;
  }
  return [...pieces, piece];
}
