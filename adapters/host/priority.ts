import { constants, setPriority } from 'node:os';

/**
 * Lets this process go before the guests, which take every processor they get: who asks is to be answered while thirty
 * machines boot. QEMU is started by libvirt and does not inherit it.
 * @returns whether the system allows it; it does to root (setpriority(2))
 */
export function goBeforeGuests(): boolean {
  try {
    setPriority(constants.priority.PRIORITY_HIGH);
    return true;
  } catch {
    return false;
  }
}
