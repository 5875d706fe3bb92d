import { writeFileSync } from 'node:fs';
import { constants, setPriority } from 'node:os';

/** Where the system shares its processors among sessions first, and only then among their processes (proc(5)). */
const SESSION = '/proc/self/autogroup';

/**
 * Lets this process go before the guests, which take every processor they get: who asks is to be answered while thirty
 * machines boot. QEMU is started by libvirt and does not inherit it.
 * @returns whether the system allows it; it does to root (setpriority(2))
 */
export function goBeforeGuests(): boolean {
  const nice = constants.priority.PRIORITY_HIGH;
  try {
    setPriority(nice);
  } catch {
    return false;
  }
  try {
    writeFileSync(SESSION, String(nice));
  } catch {
    // Not every kernel groups by session; then the priority alone does it.
  }
  return true;
}
