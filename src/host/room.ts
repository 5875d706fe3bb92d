import { footprintMiB } from '../vm/footprint.ts';
import type { VmList } from '../vm/ports/machines.ts';
import type { Vm, VmRef } from '../vm/vm.ts';
import type { Host } from './port.ts';

/** What of a host is never given to machines, and how often its disk may be promised. */
export interface HostShare {
  readonly reserve: { readonly memoryMiB: number; readonly diskGiB: number };
  /** Overlays take only what is written to them, so the free disk can be promised more than once. */
  readonly diskOvercommit: number;
}

/** What the hosts show at one moment. */
export interface HostSight {
  readonly list: Pick<VmList, 'vms' | 'foreignMemoryMiB'>;
  readonly hosts: readonly Host[];
  /** How much each disk holds by now, in GiB; one that is not known may still grow by all of its size. */
  readonly diskUse: ReadonlyMap<VmRef, number>;
}

/** What the hosts can still give, and the figures that it comes of. */
export interface Room {
  readonly memoryMiB: number;
  readonly diskGiB: number;
  readonly figures: RoomFigures;
  /** How machines are run there; of several hosts the one that takes the most of a machine. */
  readonly acceleration: Host['acceleration'];
}

export interface RoomFigures {
  readonly memory: {
    readonly totalMiB: number;
    readonly freeMiB: number;
    readonly reserveMiB: number;
    /** What running machines may take, labvm's with what it costs to run them. */
    readonly givenMiB: number;
  };
  readonly disk: {
    readonly freeGiB: number;
    readonly reserveGiB: number;
    /** By how much the disks of running machines may still grow. */
    readonly growthGiB: number;
  };
}

/** What one start takes of its host. */
export interface StartNeed {
  readonly memoryMiB: number;
  /** By how much its disk may grow. */
  readonly diskGiB: number;
}

/** What is short for a start. */
export interface Shortage {
  readonly what: keyof StartNeed;
  readonly asked: number;
  readonly free: number;
  readonly figures?: RoomFigures;
}

/**
 * Less than this does not let a machine go on that a full disk has paused: its guest has that much waiting to be written.
 * 100 MiB, in GiB.
 */
export const LEAST_TO_GO_ON_GIB = 100 / 1024;

/**
 * What the hosts can still give. Memory: what machines were given counts whole, whether their guests have touched it or
 * not, and what other programs hold is not there, either. Disk: every running machine may fill its disk; the room beyond
 * the reserve may be promised `diskOvercommit` times, as not all do (docs/decisions/0017).
 */
export function roomOn({ list, hosts, diskUse }: HostSight, share: HostShare): Room {
  const acceleration = hosts.every((host) => host.acceleration === 'kvm') ? 'kvm' : 'none';
  const on = list.vms.filter(({ power }) => power !== 'off');
  const sum = (pick: (host: Host) => number) => hosts.reduce((total, host) => total + pick(host), 0);
  const memory = {
    totalMiB: sum(({ memoryMiB }) => memoryMiB),
    freeMiB: sum(({ freeMemoryMiB }) => freeMemoryMiB),
    reserveMiB: share.reserve.memoryMiB,
    givenMiB: on.reduce(
      (total, { spec }) => total + footprintMiB(spec.memoryMiB, acceleration),
      list.foreignMemoryMiB,
    ),
  };
  const disk = {
    freeGiB: sum(({ freeDiskGiB }) => freeDiskGiB),
    reserveGiB: share.reserve.diskGiB,
    growthGiB: on.reduce((total, vm) => total + growthOf(vm, diskUse), 0),
  };
  const memoryMiB = Math.min(memory.totalMiB - memory.givenMiB, memory.freeMiB) - memory.reserveMiB;
  const diskGiB = Math.max(0, disk.freeGiB - disk.reserveGiB) * share.diskOvercommit - disk.growthGiB;
  return {
    memoryMiB: Math.max(0, Math.floor(memoryMiB)),
    diskGiB: Math.max(0, tenths(diskGiB, Math.floor)),
    figures: { memory, disk },
    acceleration,
  };
}

/** By how much a machine's disk may still grow, in GiB. */
export function growthOf({ ref, spec }: Pick<Vm, 'ref' | 'spec'>, diskUse: HostSight['diskUse']): number {
  return spec.diskGiB - heldOf({ ref, spec }, diskUse);
}

/** What a machine's disk holds of the host's by now, in GiB; never more than its size. */
export function heldOf({ ref, spec }: Pick<Vm, 'ref' | 'spec'>, diskUse: HostSight['diskUse']): number {
  return Math.min(diskUse.get(ref) ?? 0, spec.diskGiB);
}

/**
 * The decision about one start, whichever command or job asks: what is short, or null.
 * @param need nothing of a kind is never short, so that what grows no more is not refused
 */
export function shortageOf(room: Pick<Room, keyof StartNeed>, need: StartNeed): Shortage | null {
  for (const what of ['memoryMiB', 'diskGiB'] as const) {
    const asked = what === 'diskGiB' ? tenths(need[what], Math.ceil) : need[what];
    if (asked > 0 && asked > room[what]) return { what, asked, free: Math.max(0, room[what]) };
  }
  return null;
}

/** Exact to what people read, so that nothing is refused for a difference that they do not see. */
function tenths(gib: number, round: (value: number) => number): number {
  return round(Number((gib * 10).toFixed(6))) / 10;
}
