import type { Hints } from '../job/hints.ts';

/** Where to see which machines there are, and how they are. */
export const vmHints = {
  look: { en: 'See which machines there are: /vm list', es: 'Vea qué máquinas hay: /vm list' },
} as const satisfies Hints;
