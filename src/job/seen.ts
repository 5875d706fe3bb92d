import type { Limits, Usage } from '../access/limits.ts';
import { footprintMiB } from '../vm/footprint.ts';
import type { Host, VmList } from '../vm/hypervisor.ts';
import type { Vm } from '../vm/vm.ts';
import type { Seen } from './store.ts';

/** What of a host is never given to machines, and how often its disk may be promised. */
export interface HostShare {
  readonly reserve: { readonly memoryMiB: number; readonly diskGiB: number };
  /** Overlays take only what is written to them, so the free disk can be promised more than once. */
  readonly diskOvercommit: number;
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

/**
 * Everything that a start has to be proven against, as the hypervisor shows it. Memory that a running machine was
 * given counts whole, whether the guest has touched it or not, and what the host needs to run it on top.
 */
export function seenOf(list: VmList, hosts: readonly Host[], ownerLimits: Limits, share: HostShare): Seen {
  const machines = new Map(list.vms.map((vm) => [vm.name, { owner: vm.owner, ...usageOf(vm) }]));
  // Of several hosts the one that takes the most of a machine: nobody knows yet which will have it.
  const acceleration = hosts.every((host) => host.acceleration === 'kvm') ? 'kvm' : 'none';
  const given = [...machines.values()].reduce(
    (sum, { memoryMiB }) => sum + footprintMiB(memoryMiB, acceleration),
    list.foreignMemoryMiB,
  );
  const sum = (pick: (host: Host) => number) => hosts.reduce((total, host) => total + pick(host), 0);
  const memoryMiB = sum((host) => host.memoryMiB) - given - share.reserve.memoryMiB;
  const diskGiB = (sum((host) => host.freeDiskGiB) - share.reserve.diskGiB) * share.diskOvercommit;
  return {
    at: list.at,
    names: new Set([...machines.keys(), ...list.foreignNames]),
    machines,
    ownerLimits,
    acceleration,
    hostFree: { memoryMiB: Math.max(0, Math.floor(memoryMiB)), diskGiB: Math.max(0, Math.floor(diskGiB)) },
    ...(list.freeAddressSlots ? { freeAddressSlots: list.freeAddressSlots } : {}),
  };
}
