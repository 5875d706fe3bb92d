import type { Text } from '../base/text.ts';
import type { Power, Stall, Vm } from './vm.ts';

/** Every power in words. */
export const POWER_WORDS: Readonly<Record<Power, Text>> = {
  running: { en: 'running', es: 'en marcha' },
  paused: { en: 'paused', es: 'en pausa' },
  off: { en: 'off', es: 'apagada' },
  crashed: { en: 'crashed', es: 'caída' },
};

const STALL_WORDS: Readonly<Record<Stall, { readonly whole: Text; readonly short: Text }>> = {
  'disk-full': {
    whole: { en: "paused: the host's disk is full", es: 'en pausa: el disco del anfitrión está lleno' },
    short: { en: 'paused: disk full', es: 'en pausa: disco lleno' },
  },
  'disk-error': {
    whole: { en: 'paused: its disk has errors', es: 'en pausa: su disco tiene errores' },
    short: { en: 'paused: disk errors', es: 'en pausa: errores de disco' },
  },
};

/** A machine's power in words, with the reason where the host paused it. */
export function stateOf({ power, stall }: Pick<Vm, 'power' | 'stall'>): Text {
  return stall ? STALL_WORDS[stall].whole : POWER_WORDS[power];
}

/** The same for the column of a table. */
export function shortStateOf({ power, stall }: Pick<Vm, 'power' | 'stall'>): Text {
  return stall ? STALL_WORDS[stall].short : POWER_WORDS[power];
}
