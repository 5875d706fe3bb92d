import { type Acceleration, footprintMiB } from './footprint.ts';

/** What of a host is never given to machines, and how often its disk may be promised. */
export interface HostShare {
  readonly reserve: { readonly memoryMiB: number; readonly diskGiB: number };
  /** Overlays take only what is written to them, so the free disk can be promised more than once. */
  readonly diskOvercommit: number;
}

/** What a host has. */
export interface HostFacts {
  readonly name: string;
  readonly acceleration: Acceleration;
  readonly memoryMiB: number;
  readonly freeMemoryMiB: number;
  readonly freeDiskGiB: number;
}

/** A machine as its host carries it. */
export interface Resident {
  /** The host that it is on; where nobody knows, it counts on each. */
  readonly host?: string;
  readonly isOn: boolean;
  readonly memoryMiB: number;
  readonly diskGiB: number;
  /** How much of its disk the host holds by now. */
  readonly heldGiB: number;
}

/** What a host can still give, and the figures that it comes of. */
export interface HostCapacity {
  readonly name: string;
  readonly acceleration: Acceleration;
  readonly memoryMiB: number;
  readonly diskGiB: number;
  readonly figures: CapacityFigures;
}

export interface CapacityFigures {
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

/**
 * Less than this does not let a machine go on that a full disk has paused: its guest has that much waiting to be written.
 * 100 MiB, in GiB.
 */
export const LEAST_TO_GO_ON_GIB = 100 / 1024;

/**
 * What each host can still give. Memory: what machines were given counts whole, whether their guests have touched it or
 * not, and what other programs hold is not there, either. Disk: every running machine may fill its disk; the room beyond
 * the reserve may be promised `diskOvercommit` times, as not all do (docs/decisions/0017).
 * @param foreignMemoryMiB what running machines hold that are not labvm's; nobody knows where, so it counts on each host
 */
export function capacitiesOf(
  hosts: readonly HostFacts[],
  residents: readonly Resident[],
  foreignMemoryMiB: number,
  share: HostShare,
): readonly HostCapacity[] {
  return hosts.map((host) => {
    const running = residents.filter((resident) => resident.isOn && mayBeOn(resident, host));
    return capacityOf(host, running, foreignMemoryMiB, share);
  });
}

/** Whether a machine is on a host, or may be, as nobody knows. */
export function mayBeOn(
  machine: { readonly host?: string | undefined },
  { name }: Pick<HostFacts, 'name'>,
): boolean {
  return machine.host === undefined || machine.host === name;
}

function capacityOf(
  host: HostFacts,
  running: readonly Resident[],
  foreignMemoryMiB: number,
  share: HostShare,
): HostCapacity {
  const { name, acceleration } = host;
  const memory = {
    totalMiB: host.memoryMiB,
    freeMiB: host.freeMemoryMiB,
    reserveMiB: share.reserve.memoryMiB,
    givenMiB: running.reduce(
      (sum, { memoryMiB }) => sum + footprintMiB(memoryMiB, acceleration),
      foreignMemoryMiB,
    ),
  };
  const disk = {
    freeGiB: host.freeDiskGiB,
    reserveGiB: share.reserve.diskGiB,
    growthGiB: running.reduce((sum, { diskGiB, heldGiB }) => sum + diskGiB - heldGiB, 0),
  };
  const memoryMiB = Math.min(memory.totalMiB - memory.givenMiB, memory.freeMiB) - memory.reserveMiB;
  const diskGiB = Math.max(0, disk.freeGiB - disk.reserveGiB) * share.diskOvercommit - disk.growthGiB;
  return {
    ...{ name, acceleration, figures: { memory, disk } },
    memoryMiB: Math.max(0, Math.floor(memoryMiB)),
    diskGiB: Math.max(0, tenths(diskGiB, Math.floor)),
  };
}

/** Exact to what people read, so that nothing is refused for a difference that they do not see. */
export function tenths(gib: number, round: (value: number) => number): number {
  return round(Number((gib * 10).toFixed(6))) / 10;
}
