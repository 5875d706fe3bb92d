import type { Limits, Usage } from '../access/limits.ts';
import { type HostShare, type HostSight, heldOf, roomOn } from '../host/room.ts';
import type { VmList } from '../vm/ports/machines.ts';
import type { Vm } from '../vm/vm.ts';
import type { Seen } from './store.ts';

/** What a machine holds: its disk while it exists, CPUs and memory while it has a running emulator. */
export function usageOf({ power, spec }: Pick<Vm, 'power' | 'spec'>): Usage {
  const on = power === 'off' ? 0 : 1;
  return {
    vms: 1,
    runningVms: on,
    cpus: on * spec.cpus,
    memoryMiB: on * spec.memoryMiB,
    diskGiB: spec.diskGiB,
  };
}

/** Everything that a start has to be proven against, as the hypervisor shows it. */
export function seenOf(
  sight: HostSight & { readonly list: VmList },
  ownerLimits: Limits,
  share: HostShare,
): Seen {
  const { list, diskUse } = sight;
  const { memoryMiB, diskGiB, figures, acceleration } = roomOn(sight, share);
  const machines = new Map(
    list.vms.map((vm) => [vm.name, { owner: vm.owner, ...usageOf(vm), hostDiskGiB: onHost(vm, diskUse) }]),
  );
  return {
    at: list.at,
    names: new Set([...machines.keys(), ...list.foreignNames]),
    machines,
    ownerLimits,
    acceleration,
    hostFree: { memoryMiB, diskGiB, figures },
    ...(list.freeAddressSlots ? { freeAddressSlots: list.freeAddressSlots } : {}),
  };
}

/** Of a machine that is on, `roomOn` counts all of its disk: what it holds is not free, and it may grow by the rest. */
function onHost(vm: Vm, diskUse: HostSight['diskUse']): number {
  return vm.power === 'off' ? heldOf(vm, diskUse) : vm.spec.diskGiB;
}
