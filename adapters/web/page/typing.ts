import { KEYS } from '../../../src/vm/keyboard/codes.ts';
import { type LayoutName, type Stroke, strokesOf } from '../../../src/vm/keyboard/strokes.ts';

/** Presses (`true`) or lets go of a key. @returns false where there is no screen to type at */
export type PressKey = (keysym: number, code: string, down: boolean) => boolean;

/** Linux' codes of the keys that write, as DOM names their places (UI Events KeyboardEvent code Values). */
const PLACES: readonly (readonly [first: number, codes: readonly string[]])[] = [
  [2, [...'1234567890'].map((digit) => `Digit${digit}`).concat('Minus', 'Equal')],
  [KEYS.tab, ['Tab']],
  [16, [...'QWERTYUIOP'].map((letter) => `Key${letter}`).concat('BracketLeft', 'BracketRight')],
  [KEYS.enter, ['Enter', 'ControlLeft']],
  [30, [...'ASDFGHJKL'].map((letter) => `Key${letter}`).concat('Semicolon', 'Quote', 'Backquote')],
  [KEYS.shift, ['ShiftLeft', 'Backslash']],
  [44, [...'ZXCVBNM'].map((letter) => `Key${letter}`).concat('Comma', 'Period', 'Slash')],
  [KEYS.alt, ['AltLeft', 'Space']],
  [86, ['IntlBackslash']],
  [KEYS.altgr, ['AltRight']],
];

const CODES: ReadonlyMap<number, string> = new Map(
  PLACES.flatMap(([first, codes]) => codes.map((code, at) => [first + at, code] as const)),
);

/** X's keysyms of the keys that write nothing (keysymdef.h); the place decides, and a server wants some keysym. */
const KEYSYMS: ReadonlyMap<number, number> = new Map([
  [KEYS.tab, 0xff09],
  [KEYS.enter, 0xff0d],
  [KEYS.shift, 0xffe1],
  [KEYS.altgr, 0xfe03],
]);

/** Any: the space. */
const SPACE = 0x20;

/** How long a key is held and how long it takes to the next one, in milliseconds: guests that are emulated are slow. */
const HOLD_MS = 8;
const PAUSE_MS = 8;

/** What became of a text: all typed, or the characters that the keyboard has not. */
export type Typed = { readonly ok: true } | { readonly ok: false; readonly missing: readonly string[] };

/** Types a text key by key, on the keyboard that the machine believes to have. */
export async function typeText(
  text: string,
  layout: LayoutName,
  press: PressKey,
  onProgress: (done: number, all: number) => void,
  signal: AbortSignal,
): Promise<Typed> {
  const typing = strokesOf(text, layout);
  if (!typing.ok) return typing;
  for (const [at, stroke] of typing.strokes.entries()) {
    if (signal.aborted || !(await pressStroke(stroke, press))) break;
    onProgress(at + 1, typing.strokes.length);
  }
  return { ok: true };
}

async function pressStroke(stroke: Stroke, press: PressKey): Promise<boolean> {
  for (const key of stroke) if (!move(key, press, true)) return false;
  await pause(HOLD_MS);
  for (const key of stroke.toReversed()) if (!move(key, press, false)) return false;
  await pause(PAUSE_MS);
  return true;
}

function move(key: number, press: PressKey, down: boolean): boolean {
  return press(KEYSYMS.get(key) ?? SPACE, CODES.get(key) ?? '', down);
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
