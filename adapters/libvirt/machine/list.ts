import type { VmList } from '../../../src/vm/ports/machines.ts';
import type { AddressSlots } from '../network/address-slots.ts';
import type { Claims } from '../network/claims.ts';
import type { Leases } from '../network/leases.ts';
import type { Networks } from '../network/networks.ts';
import { isProbeGuest } from '../network/probe-guest/name.ts';
import type { Machines } from './machines.ts';
import { isOwn, vmOf } from './own-machine.ts';

export interface ListPorts {
  readonly machines: Machines;
  readonly leases: Leases;
  readonly networks: Networks;
  readonly slots: AddressSlots;
  readonly claims: Claims;
}

/** Every machine, in two calls however many there are; the networks are known from the first time on. */
export async function listMachines(
  { machines, leases, networks, slots, claims }: ListPorts,
  at: Date,
  signal?: AbortSignal,
): Promise<VmList> {
  const [all, held] = await Promise.all([
    machines.all(signal),
    // A network that is down takes no machine off the list.
    leases.ifKnown(signal),
  ]);
  const foreign = all.filter((machine) => !isOwn(machine) && !isProbeGuest(machine.domain.name));
  const foreignRunning = foreign.filter(({ condition }) => condition.power !== 'off');
  const own = await Promise.all(
    all.filter(isOwn).map(async (machine) => {
      const { definition } = machine;
      const addresses = claims.mark(machine, leases.of(definition, held), all, held);
      return vmOf(machine, addresses, await networks.reachedFrom(definition));
    }),
  );
  const freeAddressSlots = await slots.free(all);
  return {
    ...(freeAddressSlots ? { freeAddressSlots } : {}),
    vms: own.sort((a, b) => (a.name < b.name ? -1 : 1)),
    foreignNames: foreign.map(({ domain }) => domain.name).sort(),
    foreignMemoryMiB: foreignRunning.reduce((sum, { definition }) => sum + definition.memoryMiB, 0),
    unreachable: [],
    at,
  };
}
