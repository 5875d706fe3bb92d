import { setTimeout as sleep } from 'node:timers/promises';
import type { OwnMachine } from '../machine/own-machine.ts';
import { type LibvirtClient, procedures } from '../rpc/index.ts';
import { ofGuest } from '../session.ts';
import { needGuest } from './console.ts';

/** Linux' codes of keys (libvirt-domain.h: VIR_KEYCODE_SET_LINUX). */
const LINUX_CODES = 0;

/** How long keys are held, in milliseconds. */
const HOLD_MS = 10;

/**
 * How long QEMU is busy with one stroke, in milliseconds: it holds the keys, lets them go, and waits as long again. What
 * comes meanwhile stands in a line of 1024 events, and what is more is lost without a word (QEMU: ui/input.c).
 */
const STROKE_MS = 2 * HOLD_MS + 5;

/** How long a machine may be busy with something else, in milliseconds. */
const TIMEOUT_MS = 10_000;

/** Presses keys together on a machine's keyboard, and lets them go; resolves when it is ready for the next ones. */
export async function pressKeys(
  client: LibvirtClient,
  machine: OwnMachine,
  keys: readonly number[],
  signal?: AbortSignal,
): Promise<void> {
  needGuest(machine);
  const { domain } = machine;
  const args = { domain, codeset: LINUX_CODES, holdTimeMs: HOLD_MS, keyCodes: [...keys], flags: 0 };
  await client.call(procedures.domainSendKey, args, { ...ofGuest(domain), timeoutMs: TIMEOUT_MS, signal });
  await sleep(STROKE_MS, undefined, { signal });
}
