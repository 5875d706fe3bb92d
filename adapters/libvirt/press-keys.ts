import { needGuest } from './console.ts';
import type { OwnMachine } from './own.ts';
import { type LibvirtClient, procedures } from './rpc/index.ts';

/** Linux' codes of keys (libvirt-domain.h: VIR_KEYCODE_SET_LINUX). */
const LINUX_CODES = 0;

/** How long keys are held, in milliseconds. QEMU puts what is pressed meanwhile in line, in order (ui/input.c). */
const HOLD_MS = 20;

/** Presses keys together on a machine's keyboard, and lets them go. */
export async function pressKeys(
  client: LibvirtClient,
  machine: OwnMachine,
  keys: readonly number[],
  signal?: AbortSignal,
): Promise<void> {
  needGuest(machine);
  const { domain } = machine;
  const args = { domain, codeset: LINUX_CODES, holdTimeMs: HOLD_MS, keyCodes: [...keys], flags: 0 };
  await client.call(procedures.domainSendKey, args, { signal });
}
