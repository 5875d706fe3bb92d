import type { Text } from '../../../src/base/text.ts';
import { RESTART_LIBVIRT } from '../../../src/host/restart-libvirt.ts';

/** What helps where only root may try something. */
export const ASK_AS_ROOT: Text = {
  en: "An administrator can check as root: npm start -- '/host doctor'",
  es: "Un administrador puede comprobarlo como root: npm start -- '/host doctor'",
};

/** What helps against a rule of somebody else's that drops packets. @param which which rule, and what shows it */
export function seeRule(which: Text): Text {
  return {
    en: `Check ${which.en}. Restarting libvirt as root (${RESTART_LIBVIRT}) puts its own rules first again.`,
    es: `Compruebe ${which.es}. Al reiniciar libvirt como root (${RESTART_LIBVIRT}), sus reglas vuelven a ser las primeras.`,
  };
}
