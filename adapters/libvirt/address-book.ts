import type { Address } from '../../src/vm/vm.ts';
import { interfaceAddresses, merged } from './addresses.ts';
import type { Agents } from './agents.ts';
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
const SOURCE_ARP = 2;

/** Both are answered from the host's memory. */
const TIMEOUT_MS = 2000;

export function createAddressBook(client: LibvirtClient, leases: Leases, agents: Agents): AddressBook {
  /** Some kernels answer libvirt in a way that it cannot read, and it fills its log with that. */
  let arpReadable = true;

  const agent = async (machine: OwnMachine, signal?: AbortSignal): Promise<readonly Address[]> => {
    const args = { domain: machine.domain, flags: 0 };
    const { xml } = await client.call(procedures.domainGetXmlDesc, args, { timeoutMs: TIMEOUT_MS, signal });
    if (!readLive(xml).agentConnected) return [];
    return interfaceAddresses(await agents.interfaces(machine, signal), machine.definition.macs, 'agent');
  };

  const neighbours = async (machine: OwnMachine, signal?: AbortSignal): Promise<readonly Address[]> => {
    if (!arpReadable) return [];
    try {
      const args = { domain: machine.domain, source: SOURCE_ARP, flags: 0 };
      const options = { timeoutMs: TIMEOUT_MS, signal };
      const { interfaces } = await client.call(procedures.domainInterfaceAddresses, args, options);
      return interfaceAddresses(interfaces, machine.definition.macs, 'arp');
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
