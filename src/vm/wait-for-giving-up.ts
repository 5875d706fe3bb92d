import { setTimeout as sleep } from 'node:timers/promises';
import { PortError } from '../base/port-error.ts';
import type { Hypervisor } from './hypervisor.ts';
import { LESS_THAN_A_SYSTEM } from './not-started.ts';
import type { VmRef } from './vm.ts';

/** How often a machine that is coming up is looked at, in milliseconds: its firmware takes some seconds by itself. */
const LOOK_EVERY_MS = 3000;

/**
 * Waits until a machine's firmware says that it found nothing to start. A machine that has read a system is not looked
 * at again, and never is one that says nothing: then it does not resolve before the signal fires.
 * @param everyMs how often it is looked at
 * @throws an error when the signal fires
 */
export async function waitForGivingUp(
  hypervisor: Hypervisor,
  ref: VmRef,
  signal: AbortSignal,
  everyMs = LOOK_EVERY_MS,
): Promise<void> {
  for (;;) {
    await sleep(everyMs, undefined, { signal });
    const signs = await hypervisor.startSigns(ref, { signal }).catch((error: unknown) => {
      // Whoever waits for the address hears of it.
      if (signal.aborted || !(error instanceof PortError)) throw error;
      return null;
    });
    if (signs?.lastWords) return;
    if (signs && signs.readBytes >= LESS_THAN_A_SYSTEM) break;
  }
  await new Promise((_, reject) => {
    const fire = () => reject(signal.reason);
    if (signal.aborted) fire();
    else signal.addEventListener('abort', fire, { once: true });
  });
}
