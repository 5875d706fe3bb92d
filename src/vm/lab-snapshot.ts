import type { Usage } from '../access/limits.ts';
import type { Share } from '../access/quota.ts';
import type { CallOptions } from '../base/call-options.ts';
import { capacitiesOf, type HostCapacity, type HostShare } from '../host/capacity.ts';
import type { Host } from '../host/port.ts';
import type { Hypervisor } from './hypervisor.ts';
import type { VmList } from './ports/machines.ts';
import type { Vm, VmRef } from './vm.ts';

/** What the hypervisor showed at one moment, as far as a start has to be proven against it. */
export interface LabSnapshot {
  readonly at: Date;
  /** Every machine's name, foreign ones too. */
  readonly names: ReadonlySet<string>;
  /** What each machine of labvm holds, by name. */
  readonly machines: ReadonlyMap<string, LabMachine>;
  /** What each host can still give beyond what `machines` show. */
  readonly hosts: readonly HostCapacity[];
  /** Address slots that no machine has, lowest first; left out where there are no slots. */
  readonly freeAddressSlots?: readonly number[];
}

/** What a machine holds, as its owner is counted, and of its host. */
export interface LabMachine extends Share {
  /** The host that it is on; left out where nobody knows. */
  readonly host?: string;
  /** What of its disk its host does not offer any more. */
  readonly hostDiskGiB: number;
}

/** What a snapshot is made of. */
export interface LabSight {
  readonly list: VmList;
  readonly hosts: readonly Host[];
  /** How much each disk holds by now, in GiB; one that is not known may still grow by all of its size. */
  readonly diskUse: ReadonlyMap<VmRef, number>;
}

/** Who shows the lab, and what of its hosts is never given away. */
export interface Lab {
  readonly hypervisor: Pick<Hypervisor, 'list' | 'hosts' | 'diskUse'>;
  readonly hostShare: HostShare;
}

/**
 * What the lab shows at this moment.
 * @throws PortError where the hosts do not answer
 */
export async function takeLabSnapshot(
  { hypervisor, hostShare }: Lab,
  options?: CallOptions,
): Promise<LabSnapshot> {
  const [list, hosts, diskUse] = await Promise.all([
    hypervisor.list(options),
    hypervisor.hosts(options),
    hypervisor.diskUse(options),
  ]);
  return labSnapshotOf({ list, hosts, diskUse }, hostShare);
}

export function labSnapshotOf({ list, hosts, diskUse }: LabSight, share: HostShare): LabSnapshot {
  const machines = new Map(list.vms.map((vm) => [vm.name, labMachine(vm, diskUse)]));
  const residents = list.vms.map((vm) => ({
    ...onHost(vm),
    ...{ isOn: vm.power !== 'off', memoryMiB: vm.spec.memoryMiB, diskGiB: vm.spec.diskGiB },
    heldGiB: heldOf(vm, diskUse),
  }));
  return {
    at: list.at,
    names: new Set([...machines.keys(), ...list.foreignNames]),
    machines,
    hosts: capacitiesOf(hosts, residents, list.foreignMemoryMiB, share),
    ...(list.freeAddressSlots ? { freeAddressSlots: list.freeAddressSlots } : {}),
  };
}

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

function labMachine(vm: Vm, diskUse: LabSight['diskUse']): LabMachine {
  // Of a machine that is on, its host's capacity counts all of its disk: what it holds is not free, and it may grow by the rest.
  const hostDiskGiB = vm.power === 'off' ? heldOf(vm, diskUse) : vm.spec.diskGiB;
  return { owner: vm.owner, vm: vm.name, ...usageOf(vm), ...onHost(vm), hostDiskGiB };
}

function onHost({ host }: Vm): { readonly host?: string } {
  return host === undefined ? {} : { host };
}

/** What a machine's disk holds of its host's by now, in GiB; never more than its size. */
function heldOf({ ref, spec }: Vm, diskUse: LabSight['diskUse']): number {
  return Math.min(diskUse.get(ref) ?? 0, spec.diskGiB);
}
