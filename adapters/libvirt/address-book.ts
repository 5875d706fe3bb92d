import type { Address } from '../../src/vm/vm.ts';
import type { AddressSlots } from './address-slots.ts';
import { interfaceAddresses, merged } from './addresses.ts';
import type { Claims } from './claims.ts';
import { readLive } from './definition.ts';
import type { Leases } from './leases.ts';
import type { Machines } from './machines.ts';
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

interface AddressBookPorts {
  readonly client: LibvirtClient;
  readonly leases: Leases;
  readonly slots: Pick<AddressSlots, 'all'>;
  readonly claims: Claims;
  readonly machines: Pick<Machines, 'all'>;
}

export function createAddressBook({
  client,
  leases,
  slots,
  claims,
  machines,
}: AddressBookPorts): AddressBook {
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
