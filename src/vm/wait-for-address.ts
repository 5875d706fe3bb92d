import { setTimeout as sleep } from 'node:timers/promises';
import type { Hypervisor } from './hypervisor.ts';
import type { Address, VmRef } from './vm.ts';

/**
 * How often a machine's addresses are asked for while one is awaited, in milliseconds: no hypervisor that labvm
 * knows tells of a lease by itself. Short against a boot, long against the call (about 1 ms).
 */
const ASK_EVERY_MS = 200;

/**
 * Waits for a machine's first IPv4 address.
 * @returns the addresses, or none if the time is over
 * @throws PortError, and the signal's reason when it fires
 */
export async function waitForAddress(
  hypervisor: Hypervisor,
  ref: VmRef,
  timeoutMs: number,
  signal: AbortSignal,
): Promise<readonly Address[]> {
  const giveUpAt = performance.now() + timeoutMs;
  for (;;) {
    const addresses = await hypervisor.addresses(ref, { signal });
    if (addresses.some((address) => address.family === 'ipv4')) return addresses;
    if (performance.now() >= giveUpAt) return addresses;
    await sleep(ASK_EVERY_MS, undefined, { signal });
  }
}
