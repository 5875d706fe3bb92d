import { KEYS, type KeyName } from './codes.ts';
import { ES } from './es.ts';
import type { Layout, Stroke } from './layout.ts';
import { US } from './us.ts';

export type { Stroke } from './layout.ts';

/** The keyboards that labvm can type on, as the system in the machine has it set. */
export const LAYOUTS = ['us', 'es'] as const;
export type LayoutName = (typeof LAYOUTS)[number];

const BY_NAME: Readonly<Record<LayoutName, Layout>> = { us: US, es: ES };

/** A text as strokes, or the characters that the keyboard does not have, each once. */
export type Typing =
  | { readonly ok: true; readonly strokes: readonly Stroke[] }
  | { readonly ok: false; readonly missing: readonly string[] };

/** What has to be pressed on this keyboard to type a text. */
export function strokesOf(text: string, layout: LayoutName): Typing {
  const keys = BY_NAME[layout];
  const characters = [...text.normalize('NFC').replace(/\r\n?/g, '\n')];
  const missing = [...new Set(characters.filter((character) => !keys.has(character)))];
  if (missing.length > 0) return { ok: false, missing };
  return { ok: true, strokes: characters.flatMap((character) => keys.get(character) ?? []) };
}

/** What people call keys besides their names here. */
const OTHER_NAMES: Readonly<Record<string, KeyName>> = {
  control: 'ctrl',
  strg: 'ctrl',
  mayús: 'shift',
  mayus: 'shift',
  option: 'alt',
  escape: 'esc',
  return: 'enter',
  intro: 'enter',
  entrar: 'enter',
  delete: 'del',
  supr: 'del',
  suprimir: 'del',
  inicio: 'home',
  fin: 'end',
  repág: 'pageup',
  avpág: 'pagedown',
  pgup: 'pageup',
  pgdn: 'pagedown',
  arriba: 'up',
  abajo: 'down',
  izquierda: 'left',
  derecha: 'right',
  espacio: 'space',
  tabulador: 'tab',
  ins: 'insert',
  insertar: 'insert',
  retroceso: 'backspace',
  win: 'meta',
  super: 'meta',
  windows: 'meta',
  printscreen: 'sysrq',
  impr: 'sysrq',
};

/** A key pressed with others, such as `ctrl-alt-del` or `alt+f2`; or the word that is no key. */
export function chordOf(
  word: string,
): { readonly ok: true; readonly stroke: Stroke } | { readonly ok: false; readonly unknown: string } {
  const names = word.toLowerCase().split(/[-+]/);
  const stroke: number[] = [];
  for (const name of names) {
    const code = codeOf(name);
    if (code === null) return { ok: false, unknown: name };
    if (!stroke.includes(code)) stroke.push(code);
  }
  return { ok: true, stroke };
}

function codeOf(name: string): number | null {
  const known = Object.hasOwn(OTHER_NAMES, name) ? OTHER_NAMES[name] : name;
  if (known !== undefined && Object.hasOwn(KEYS, known)) return KEYS[known as KeyName];
  const [stroke, ...more] = [...name].length === 1 ? (US.get(name) ?? []) : [];
  return stroke?.length === 1 && more.length === 0 ? (stroke[0] ?? null) : null;
}

/** Keys for the help: the ones that people ask for most. */
export const COMMON_CHORDS = [
  'ctrl-alt-del',
  'enter',
  'esc',
  'ctrl-c',
  'alt-f2',
  'up',
  'down',
  'tab',
] as const;
