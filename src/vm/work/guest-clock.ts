import type { Text } from '../../base/text.ts';
import { SET_CLOCK } from '../clock-words.ts';
import type { Diagnosis } from '../diagnosis.ts';

/** A clock that is behind by less than this, in milliseconds, is as right as clocks of machines are. */
const NOT_WORTH_SAYING_MS = 2000;

/**
 * What is said of a machine's clock that stood still with it and that no agent has set: its system may have done so by
 * itself, which nobody sees from outside.
 * @param behindMs how long; null where nobody knows how long the machine was paused
 * @returns undefined where it is not worth saying
 */
export function behindWarning(name: string, behindMs: number | null): Diagnosis | undefined {
  if (behindMs !== null && behindMs < NOT_WORTH_SAYING_MS) return undefined;
  return {
    reason: reasonOf(name, behindMs),
    hint: {
      en: `If it is slow, run this inside as root (Linux): ${SET_CLOCK}`,
      es: `Si va atrasado, ejecute dentro como root (Linux): ${SET_CLOCK}`,
    },
    console: null,
  };
}

function reasonOf(name: string, behindMs: number | null): Text {
  if (behindMs === null) {
    return {
      en: `The clock of ${name} stood still while it was paused, and no guest agent has set it.`,
      es: `El reloj de ${name} estuvo parado durante la pausa, y ningún agente lo ha puesto en hora.`,
    };
  }
  const time = timeOf(behindMs);
  return {
    en: `The clock of ${name} stood still for ${time} while it was paused, and no guest agent has set it.`,
    es: `El reloj de ${name} estuvo parado ${time} durante la pausa, y ningún agente lo ha puesto en hora.`,
  };
}

/** A time in units that are the same in both languages, exact to two of them. */
function timeOf(ms: number): string {
  const seconds = Math.floor(ms / 1000);
  const [minutes, hours] = [Math.floor(seconds / 60), Math.floor(seconds / 3600)];
  if (minutes === 0) return `${seconds} s`;
  if (hours === 0) return `${minutes} min ${seconds % 60} s`;
  return `${hours} h ${minutes % 60} min`;
}
