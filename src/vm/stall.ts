import type { Text } from '../base/text.ts';
import type { Stall } from './vm.ts';

/** What a machine's host did to it, in sentences, and what helps. */
export interface StallWords {
  /** As it is now. */
  readonly reason: Text;
  /** As it has just happened. */
  readonly change: Text;
  readonly hint: Text;
}

const WHY: Readonly<Record<Stall, Text>> = {
  'disk-full': { en: "the host's disk is full", es: 'el disco del anfitrión está lleno' },
  'disk-error': { en: 'its disk has errors', es: 'su disco tiene errores' },
};

const HINTS: Readonly<Record<Stall, (name: string) => Text>> = {
  'disk-full': (name) => ({
    en: `Nothing is lost. Make room (/vm delete, /image prune), then: /vm resume ${name}`,
    es: `No se ha perdido nada. Libere espacio (/vm delete, /image prune) y después: /vm resume ${name}`,
  }),
  'disk-error': (name) => ({
    en: `An administrator has to check the host's disk and its system log; then: /vm resume ${name}`,
    es: `Un administrador debe revisar el disco del anfitrión y el registro del sistema; después: /vm resume ${name}`,
  }),
};

/** Why a machine is held still by its host, and what lets it go on. */
export function stallWords(name: string, stall: Stall): StallWords {
  const why = WHY[stall];
  return {
    reason: { en: `${name} is paused: ${why.en}.`, es: `${name} está en pausa: ${why.es}.` },
    change: { en: `${name} was paused: ${why.en}.`, es: `${name} se ha puesto en pausa: ${why.es}.` },
    hint: HINTS[stall](name),
  };
}
