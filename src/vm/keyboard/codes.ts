/** Linux' codes of the keys that have names (linux/input-event-codes.h), as people call them. */
export const KEYS = {
  esc: 1,
  backspace: 14,
  tab: 15,
  enter: 28,
  ctrl: 29,
  shift: 42,
  alt: 56,
  space: 57,
  capslock: 58,
  f1: 59,
  f2: 60,
  f3: 61,
  f4: 62,
  f5: 63,
  f6: 64,
  f7: 65,
  f8: 66,
  f9: 67,
  f10: 68,
  numlock: 69,
  scrolllock: 70,
  f11: 87,
  f12: 88,
  sysrq: 99,
  altgr: 100,
  home: 102,
  up: 103,
  pageup: 104,
  left: 105,
  right: 106,
  end: 107,
  down: 108,
  pagedown: 109,
  insert: 110,
  del: 111,
  pause: 119,
  meta: 125,
  menu: 127,
} as const;

export type KeyName = keyof typeof KEYS;

/**
 * The keys that write, by their place on the keyboard: each row from left to right, with the code of its first key.
 * The codes of a row follow each other (linux/input-event-codes.h).
 */
export const ROWS = { digits: 2, top: 16, home: 30, bottom: 44 } as const;

/** Keys that stand alone: left of the digits, right of the home row, and beside the left shift (not on US keyboards). */
export const GRAVE = 41;
export const BACKSLASH = 43;
export const KEY_102ND = 86;
