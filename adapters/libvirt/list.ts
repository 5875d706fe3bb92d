import type { VmList } from '../../src/vm/hypervisor.ts';
import type { Leases } from './leases.ts';
import type { Machines } from './machines.ts';
import type { Networks } from './networks.ts';
import { isOwn, vmOf } from './own.ts';

/** Every machine, in two calls however many there are; the networks are known from the first time on. */
export async function listMachines(
  machines: Machines,
  leases: Leases,
  networks: Networks,
  at: Date,
  signal?: AbortSignal,
): Promise<VmList> {
  const [all, held] = await Promise.all([
    machines.all(signal),
    // A network that is down takes no machine off the list.
    leases.all(signal).catch(() => []),
  ]);
  const foreign = all.filter((machine) => !isOwn(machine));
  const foreignRunning = foreign.filter(({ condition }) => condition.power !== 'off');
  const own = await Promise.all(
    all.filter(isOwn).map(async (machine) => {
      const { definition } = machine;
      return vmOf(machine, leases.of(definition, held), await networks.reachedFrom(definition));
    }),
  );
  return {
    vms: own.sort((a, b) => (a.name < b.name ? -1 : 1)),
    foreignNames: foreign.map(({ domain }) => domain.name).sort(),
    foreignMemoryMiB: foreignRunning.reduce((sum, { definition }) => sum + definition.memoryMiB, 0),
    unreachable: [],
    at,
  };
}
