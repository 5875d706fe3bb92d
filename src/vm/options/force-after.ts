import { integer } from '../../command/kind/integer.ts';
import { named } from '../../command/option.ts';

/** How long a system may take to shut down if nothing else is said, in seconds. */
export const FORCE_AFTER_SECONDS = 30;

export const forceAfter = named(integer({ min: 0, max: 600 }), {
  en: `Seconds before it is switched off by force (${FORCE_AFTER_SECONDS})`,
  es: `Segundos hasta el apagado a la fuerza (${FORCE_AFTER_SECONDS})`,
  form: {
    label: { en: 'Patience in seconds', es: 'Paciencia en segundos' },
    hint: {
      en: `Then it is switched off by force; ${FORCE_AFTER_SECONDS} if left empty`,
      es: `Después se apaga a la fuerza; ${FORCE_AFTER_SECONDS} si se deja vacío`,
    },
  },
  alias: { es: ['forzar-tras'] },
});
