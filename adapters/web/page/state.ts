import type { Word } from '../page-words.ts';
import type { Power, Stall } from '../protocol.ts';

/** What a page says of its machine's state: in its head, and over a screen that stands still or is dark. */
export interface StateWords {
  readonly sign: Word;
  /** null: the screen shows it all. */
  readonly over: Word | null;
}

/** @param power null: the machine is gone */
export function stateWords(power: Power | null, stall?: Stall): StateWords {
  if (power === null) return { sign: 'gone', over: 'isOff' };
  if (power === 'off') return { sign: 'off', over: 'isOff' };
  if (power !== 'paused') return { sign: power, over: null };
  return stall ? { sign: stall, over: `is-${stall}` } : { sign: 'paused', over: 'isPaused' };
}
