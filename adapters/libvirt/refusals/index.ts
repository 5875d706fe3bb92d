import { LibvirtError } from '../rpc/index.ts';
import { ABILITIES } from './abilities.ts';
import { causeByCode } from './by-code.ts';
import type { Cause, Refusal } from './cause.ts';
import { CONFINEMENT } from './confinement.ts';
import { FILES } from './files.ts';
import { HELPERS, QEMU_ENDED } from './helpers.ts';
import { LOCKS } from './locks.ts';
import { NAMES } from './names.ts';
import { NETWORK } from './network.ts';
import { POOL } from './pool.ts';
import { ROOM } from './room.ts';
import { causeOfSilence } from './silence.ts';

export type { Cause } from './cause.ts';

/** All that is known, the particular before the general: the first that fits is it. */
const KNOWN: readonly Refusal[] = [
  ...LOCKS,
  ...CONFINEMENT,
  ...ABILITIES,
  ...FILES,
  ...NAMES,
  ...NETWORK,
  ...POOL,
  ...HELPERS,
  ...ROOM,
  ...QEMU_ENDED,
];

/**
 * Why a call failed, as far as its error tells.
 * @param changes whether the call may have changed something
 */
export function causeOf(error: unknown, changes: boolean): Cause {
  if (!(error instanceof LibvirtError)) return causeOfSilence(error, changes);
  return recognised(error) ?? causeByCode(error.code);
}

function recognised({ code, message }: LibvirtError): Cause | null {
  for (const { words, codes, cause } of KNOWN) {
    if (codes && !codes.includes(code)) continue;
    const found = words.exec(message);
    if (found) return cause(...found.slice(1).map((part) => part ?? ''));
  }
  return null;
}
