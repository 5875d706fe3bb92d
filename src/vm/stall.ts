import type { Text } from '../base/text.ts';
import type { Stall } from './vm.ts';

/** What a machine's host did to it, in a sentence, and what helps. */
export interface StallWords {
  readonly reason: Text;
  readonly hint: Text;
}

const REASONS: Readonly<Record<Stall, (name: string) => Text>> = {
  'disk-full': (name) => ({
    en: `${name} is paused: the host's disk is full.`,
    es: `${name} está en pausa: el disco del anfitrión está lleno.`,
  }),
  'disk-error': (name) => ({
    en: `${name} is paused: its disk gives errors.`,
    es: `${name} está en pausa: su disco da errores.`,
  }),
};

const HINTS: Readonly<Record<Stall, (name: string) => Text>> = {
  'disk-full': (name) => ({
    en: `Nothing of it is lost. Make room (/vm delete, /image prune), then: /vm resume ${name}`,
    es: `No ha perdido nada. Libere espacio (/vm delete, /image prune) y después: /vm resume ${name}`,
  }),
  'disk-error': (name) => ({
    en: `An administrator looks at the host's disk and its system log, then: /vm resume ${name}`,
    es: `Un administrador debe revisar el disco del anfitrión y el registro del sistema; después: /vm resume ${name}`,
  }),
};

/** Why a machine is held still by its host, and what lets it go on. */
export function stallWords(name: string, stall: Stall): StallWords {
  return { reason: REASONS[stall](name), hint: HINTS[stall](name) };
}
