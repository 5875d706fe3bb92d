import type { Address } from '../../../src/vm/vm.ts';
import type { Agents } from '../machine/agents.ts';
import { readLive } from '../machine/definition.ts';
import type { Machines } from '../machine/machines.ts';
import type { OwnMachine } from '../machine/own-machine.ts';
import { libvirtErrorCode as code, hasCode, type LibvirtClient, procedures } from '../rpc/index.ts';
import type { AddressSlots } from './address-slots.ts';
import { interfaceAddresses, merged } from './addresses.ts';
import type { Claims } from './claims.ts';
import type { Leases } from './leases.ts';

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

interface AddressBookPorts {
  readonly client: LibvirtClient;
  readonly agents: Agents;
  readonly leases: Leases;
  readonly slots: Pick<AddressSlots, 'all'>;
  readonly claims: Claims;
  readonly machines: Pick<Machines, 'all'>;
}

export function createAddressBook({
  client,
  agents,
  leases,
  slots,
  claims,
  machines,
}: AddressBookPorts): AddressBook {
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
      const [known, all, held, said, seen] = await Promise.all([
        slots.all(),
        machines.all(signal),
        leases.all(signal),
        agent(machine, signal).catch(() => []),
        neighbours(machine, signal).catch(() => []),
      ]);
      signal?.throwIfAborted();
      const own = known && definition.macs.map((mac) => known.get(mac)?.address);
      // A guest can tell its host anything, but on a network with slots it can only have the address of its own.
      const told = [...said, ...seen].filter(({ ip }) => !own || own.includes(ip));
      return claims.mark(machine, merged(leases.of(definition, held), told), all, held);
    },
  };
}
