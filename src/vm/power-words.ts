import type { Text } from '../text.ts';
import type { Power } from './vm.ts';

/** Every power in words. */
export const POWER_WORDS: Readonly<Record<Power, Text>> = {
  running: { en: 'running', es: 'en marcha' },
  paused: { en: 'paused', es: 'en pausa' },
  off: { en: 'off', es: 'apagada' },
  crashed: { en: 'crashed', es: 'caída' },
};
