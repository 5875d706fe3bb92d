import type { Text } from '../base/text.ts';
import type { ChatClocks } from '../chat/clocks.ts';
import type { Check, Look } from './doctor.ts';

const CLOCK = { name: 'clock', label: { en: 'Clock', es: 'Reloj' } };

/** From here on it is said, in milliseconds: chats take an answer for three seconds. */
const MUCH_MS = 2000;

const REMEDY: Text = {
  en: 'Let the host set its clock by the network, as root: timedatectl set-ntp true',
  es: 'Haga que el anfitrión ponga el reloj en hora por la red, como root: timedatectl set-ntp true',
};

/** Whether the host's clock is that of the chats that it speaks with; nothing where it speaks with none. */
export function clockLook(clocks: Pick<ChatClocks, 'all'>): Look {
  return { ...CLOCK, asksHypervisor: false, look: async () => clocks.all().map(checkOf) };
}

function checkOf({ chat, aheadMs }: ReturnType<ChatClocks['all']>[number]): Check {
  const off = Math.abs(aheadMs);
  if (off < MUCH_MS)
    return {
      ...CLOCK,
      state: 'good',
      detail: { en: `agrees with ${chat}’s`, es: `coincide con el de ${chat}` },
    };
  const amount = amountOf(off);
  const detail =
    aheadMs > 0
      ? { en: `${amount} fast against ${chat}’s`, es: `adelanta ${amount} respecto al de ${chat}` }
      : { en: `${amount} slow against ${chat}’s`, es: `atrasa ${amount} respecto al de ${chat}` };
  return { ...CLOCK, state: 'warning', detail, remedy: REMEDY };
}

/** Units that are written alike in both languages. */
function amountOf(ms: number): string {
  const seconds = Math.round(ms / 1000);
  return seconds < 120 ? `${seconds} s` : `${Math.round(seconds / 60)} min`;
}
