import type { Text } from '../../base/text.ts';
import type { Diagnosis } from '../diagnose.ts';

/** A clock that is behind by less than this, in milliseconds, is as right as clocks of machines are. */
const NOT_WORTH_SAYING_MS = 2000;

/** What is typed inside, in Linux of every kind: the clock chip of a machine goes on while the machine stands still. */
const COMMAND = 'hwclock -s -u';

/**
 * What is said of a machine's clock that stood still with it and that nobody has set.
 * @param behindMs by how much; null where nobody knows how long the machine was paused
 * @returns undefined where it is not worth saying
 */
export function behindWarning(name: string, behindMs: number | null): Diagnosis | undefined {
  if (behindMs !== null && behindMs < NOT_WORTH_SAYING_MS) return undefined;
  return {
    reason: reasonOf(name, behindMs),
    hint: {
      en: `Its system has no agent that labvm could ask to set it. In Linux, type inside as root: ${COMMAND}`,
      es: `Su sistema no tiene un agente al que labvm pueda pedir que lo ponga en hora. En Linux, escriba dentro como root: ${COMMAND}`,
    },
    console: null,
  };
}

function reasonOf(name: string, behindMs: number | null): Text {
  if (behindMs === null) {
    return {
      en: `The clock of ${name} stood still as long as it was paused, and is behind by that.`,
      es: `El reloj de ${name} estuvo parado mientras duró la pausa y va atrasado ese tiempo.`,
    };
  }
  const time = timeOf(behindMs);
  return {
    en: `The clock of ${name} stood still while it was paused, and is behind by ${time}.`,
    es: `El reloj de ${name} estuvo parado durante la pausa y va atrasado ${time}.`,
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
