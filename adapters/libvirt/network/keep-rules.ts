import { setTimeout as sleep } from 'node:timers/promises';
import type { Log } from '../../../src/base/log.ts';
import type { Programs } from '../../../src/base/program.ts';
import type { LibvirtClient } from '../rpc/index.ts';
import { findNetwork, guardedNetwork } from './guarded-network.ts';
import {
  holdsRules,
  ignoreLinkLocal,
  ignoresLinkLocal,
  loadedRules,
  loadRules,
  writtenRules,
} from './rules/index.ts';

interface Keeping {
  readonly client: LibvirtClient;
  readonly programs: Programs;
  readonly networkName: string;
  readonly log: Log;
  /** Ends the watch. */
  readonly signal: AbortSignal;
  /** How long after a look the next one comes, in milliseconds: so long a network may be without its rules. */
  readonly everyMs?: number;
}

/**
 * Looks after the network's rules, and loads them again where something removed or changed them, such as a firewall's
 * reload. Root alone can: for everybody else doctor says who may look.
 */
export async function keepRules({
  client,
  programs,
  networkName,
  log,
  signal,
  everyMs = 60_000,
}: Keeping): Promise<void> {
  if (process.getuid?.() !== 0) return;
  let failed = '';
  while (!signal.aborted) {
    try {
      if (await mend({ client, programs }, networkName))
        log.warn({}, 'the rules of the network were gone and are loaded again');
      failed = '';
    } catch (error) {
      const reason = String(error);
      // Once, and not every minute of a night in which libvirt is down.
      if (reason !== failed && !signal.aborted)
        log.warn({ err: error }, 'the rules of the network cannot be kept');
      failed = reason;
    }
    await sleep(everyMs, undefined, { signal, ref: false }).catch(() => undefined);
  }
}

/** @returns whether something was to be mended */
async function mend(
  { client, programs }: Pick<Keeping, 'client' | 'programs'>,
  networkName: string,
): Promise<boolean> {
  const network = await findNetwork(client, networkName);
  const guarded = network.state === 'active' ? guardedNetwork(network.xml) : null;
  if (guarded === null) return false;
  const learns = (await ignoresLinkLocal(guarded.bridge)) === false;
  if (learns) await ignoreLinkLocal(programs, guarded.bridge);
  if (holdsRules(await loadedRules(programs), await writtenRules())) return learns;
  await loadRules(programs);
  return true;
}
