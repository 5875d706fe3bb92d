import { BACKSLASH, GRAVE, KEY_102ND, KEYS, ROWS } from './codes.ts';
import { layoutOf, type Stroke } from './layout.ts';

/** Keys that write nothing until a letter follows: their place, and what they make of which letter. */
const ACUTE: Stroke = [40];
const DIAERESIS: Stroke = [KEYS.shift, 40];
const GRAVE_ACCENT: Stroke = [26];
const CIRCUMFLEX: Stroke = [KEYS.shift, 26];

const ACCENTS: readonly (readonly [Stroke, letters: string, accented: string])[] = [
  [ACUTE, 'aeiouAEIOU ', 'áéíóúÁÉÍÓÚ´'],
  [DIAERESIS, 'aeiouAEIOU ', 'äëïöüÄËÏÖÜ¨'],
  [GRAVE_ACCENT, 'aeiouAEIOU ', 'àèìòùÀÈÌÒÙ`'],
  [CIRCUMFLEX, 'aeiouAEIOU ', 'âêîôûÂÊÎÔÛ^'],
];

/** The keyboard of Spain (ISO; X keyboard extension, symbols/es, basic). */
export const ES = layoutOf(
  [
    { first: GRAVE, plain: 'º', shift: 'ª', altgr: '\\' },
    { first: ROWS.digits, plain: "1234567890'¡", shift: '!"·$%&/()=?¿', altgr: '|@#~€¬' },
    { first: ROWS.top, plain: 'qwertyuiop +', shift: 'QWERTYUIOP *', altgr: '          []' },
    { first: ROWS.home, plain: 'asdfghjklñ', shift: 'ASDFGHJKLÑ', altgr: '          {' },
    { first: BACKSLASH, plain: 'ç', shift: 'Ç', altgr: '}' },
    { first: KEY_102ND, plain: '<', shift: '>' },
    { first: ROWS.bottom, plain: 'zxcvbnm,.-', shift: 'ZXCVBNM;:_' },
  ],
  (strokeOf) =>
    ACCENTS.flatMap(([accent, letters, accented]) =>
      [...accented].map((character, at) => {
        const letter = letters[at] ?? ' ';
        return [character, [accent, letter === ' ' ? [KEYS.space] : strokeOf(letter)]] as const;
      }),
    ),
);
