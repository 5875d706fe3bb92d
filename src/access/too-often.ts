import { UserError } from '../base/errors.ts';
import type { Text } from '../base/text.ts';
import type { Overrun } from './limiter.ts';
import type { Repeated } from './rates.ts';

const WHAT: Readonly<Record<Repeated, Text>> = {
  request: { en: 'requests', es: 'peticiones' },
  completion: { en: 'suggestions', es: 'sugerencias' },
  link: { en: 'links to consoles', es: 'enlaces a consolas' },
  entry: { en: 'opened consoles', es: 'consolas abiertas' },
  keystroke: { en: 'keystrokes', es: 'pulsaciones de teclas' },
  picture: { en: 'screenshots', es: 'capturas de pantalla' },
  'image-work': { en: 'image jobs', es: 'trabajos con imágenes' },
  examination: { en: 'host checks', es: 'comprobaciones del anfitrión' },
};

const TRIES: Text = { en: 'failed attempts from one address', es: 'intentos fallidos desde una dirección' };

/** Somebody does something more often than their role allows: what the limit is, and when it is free again. */
export function tooOften(what: Repeated, overrun: Overrun, now: Date): UserError {
  return refusal(WHAT[what], overrun, now);
}

/** A browser tries what is not its own more often than anybody errs. */
export function tooManyTries(overrun: Overrun, now: Date): UserError {
  return refusal(TRIES, overrun, now);
}

function refusal(what: Text, { rate, freeAt }: Overrun, now: Date): UserError {
  const span = spanOf(rate.perMs);
  const left = leftOf(freeAt.getTime() - now.getTime());
  return new UserError(
    'over-limit',
    {
      en: `That is too often: the limit is ${rate.most} ${what.en} ${span.en}.`,
      es: `Demasiado seguido: el límite es de ${rate.most} ${what.es} ${span.es}.`,
    },
    {
      en: `Try again in ${left}; until then nothing more is done.`,
      es: `Inténtelo de nuevo dentro de ${left}; hasta entonces no se hace nada más.`,
    },
  );
}

function spanOf(ms: number): Text {
  const minutes = Math.round(ms / 60_000);
  if (minutes === 1) return { en: 'per minute', es: 'por minuto' };
  if (minutes === 60) return { en: 'per hour', es: 'por hora' };
  return { en: `every ${minutes} minutes`, es: `cada ${minutes} minutos` };
}

/** Units that are written alike in both languages. */
function leftOf(ms: number): string {
  const seconds = Math.max(1, Math.ceil(ms / 1000));
  return seconds < 120 ? `${seconds} s` : `${Math.ceil(seconds / 60)} min`;
}
