import type { Address } from '../../src/vm/vm.ts';
import { interfaceAddresses, merged } from './addresses.ts';
import { readLive } from './definition.ts';
import type { Leases } from './leases.ts';
import type { OwnMachine } from './own.ts';
import { libvirtErrorCode as code, hasCode, type LibvirtClient, procedures } from './rpc/index.ts';

/** Asks every source for a machine's addresses. */
export interface AddressBook {
  /**
   * The guest's agent and the neighbour table may fail: they only add.
   * @throws what the call for the leases failed with, and what the signal says
   */
  of(machine: OwnMachine, signal?: AbortSignal): Promise<readonly Address[]>;
}

/** virDomainInterfaceAddressesSource. */
const SOURCE = { agent: 1, arp: 2 } as const;

/** An agent that is connected answers at once, or is a guest that has stopped to. */
const TIMEOUT_MS = 2000;

export function createAddressBook(client: LibvirtClient, leases: Leases): AddressBook {
  /** Some kernels answer libvirt in a way that it cannot read, and it fills its log with that. */
  let arpReadable = true;

  const ask = async (
    source: keyof typeof SOURCE,
    { domain, definition }: OwnMachine,
    signal: AbortSignal | undefined,
  ): Promise<readonly Address[]> => {
    const args = { domain, source: SOURCE[source], flags: 0 };
    const lane = source === 'agent' ? 'slow' : 'quick';
    const options = { lane, timeoutMs: TIMEOUT_MS, signal } as const;
    const { interfaces } = await client.call(procedures.domainInterfaceAddresses, args, options);
    return interfaceAddresses(interfaces, definition.macs, source);
  };

  const agent = async (machine: OwnMachine, signal?: AbortSignal): Promise<readonly Address[]> => {
    const args = { domain: machine.domain, flags: 0 };
    const { xml } = await client.call(procedures.domainGetXmlDesc, args, { timeoutMs: TIMEOUT_MS, signal });
    return readLive(xml).agentConnected ? ask('agent', machine, signal) : [];
  };

  const neighbours = async (machine: OwnMachine, signal?: AbortSignal): Promise<readonly Address[]> => {
    try {
      return arpReadable ? await ask('arp', machine, signal) : [];
    } catch (error) {
      if (hasCode(error, code.internalError)) arpReadable = false;
      throw error;
    }
  };

  return {
    async of(machine, signal) {
      const { definition, condition } = machine;
      if (condition.power === 'off' || definition.macs.length === 0) return [];
      const [held, said, seen] = await Promise.all([
        leases.all(signal),
        agent(machine, signal).catch(() => []),
        neighbours(machine, signal).catch(() => []),
      ]);
      signal?.throwIfAborted();
      return merged(leases.of(definition, held), said, seen);
    },
  };
}
