import type { Stall } from '../../../src/vm/vm.ts';
import { type Domain, type LibvirtClient, procedures } from '../rpc/index.ts';
import { ofGuest } from '../session.ts';

/**
 * Why QEMU stopped guests whose disks could not be written. libvirt's state says only that it did; QEMU says of what kind
 * the error was, in the event and, for as long as the guest stands still, when it is asked.
 */
export interface Stalls {
  /** Of a machine that is paused by an error of its disk. Never fails. */
  of(domain: Domain, signal?: AbortSignal): Promise<Stall>;
  /** An event told of an error that paused a machine. @param reason `enospc` for a full disk */
  heard(uuid: string, reason: string): void;
  /** The machine goes on, or is off; or, without one, nothing that was heard is sure any more. */
  forget(uuid?: string): void;
}

/** virDomainDiskErrorCode. */
const NO_SPACE = 2;
const UNSPECIFIED = 1;

/** As many disks as are looked at; labvm's machines have three. */
const MOST_DISKS = 64;

/** How long QEMU is waited for, in milliseconds: lists of machines wait with it. */
const PATIENCE_MS = 2000;

/** @param onAssumed once a stall: QEMU could not be asked, and what is most likely is taken to be so */
export function createStalls(
  client: LibvirtClient,
  onAssumed: (domain: Domain, error: unknown) => void,
): Stalls {
  const known = new Map<string, Stall>();
  const assumed = new Set<string>();

  const ask = async (domain: Domain, signal: AbortSignal | undefined): Promise<Stall> => {
    const options = { ...ofGuest(domain), timeoutMs: PATIENCE_MS, signal };
    const args = { domain, maximum: MOST_DISKS, flags: 0 };
    const { errors } = await client.call(procedures.domainGetDiskErrors, args, options);
    const kinds = errors.map(({ error }) => error);
    const stall = kinds.includes(UNSPECIFIED) && !kinds.includes(NO_SPACE) ? 'disk-error' : 'disk-full';
    known.set(domain.uuid, stall);
    return stall;
  };

  return {
    async of(domain, signal) {
      const stall = known.get(domain.uuid);
      if (stall) return stall;
      try {
        return await ask(domain, signal);
      } catch (error) {
        signal?.throwIfAborted();
        if (!assumed.has(domain.uuid)) onAssumed(domain, error);
        assumed.add(domain.uuid);
        // QEMU stops a machine as labvm describes it for nothing else (qemu(1): werror=enospc is the default).
        return 'disk-full';
      }
    },
    heard: (uuid, reason) => void known.set(uuid, reason === 'enospc' ? 'disk-full' : 'disk-error'),
    forget(uuid) {
      for (const kept of [known, assumed]) {
        if (uuid === undefined) kept.clear();
        else kept.delete(uuid);
      }
    },
  };
}
