/** What a person's machines hold. Memory and CPUs count while a machine runs, disks while it exists. */
export interface Usage {
  readonly vms: number;
  readonly runningVms: number;
  readonly cpus: number;
  readonly memoryMiB: number;
  readonly diskGiB: number;
}

/** The most of each that a role may hold; `Infinity` where there is no limit. */
export type Limits = Usage;

export const NO_USAGE: Usage = { vms: 0, runningVms: 0, cpus: 0, memoryMiB: 0, diskGiB: 0 };

export function addUsage(a: Usage, b: Usage): Usage {
  return joinUsage(a, b, (one, other) => one + other);
}

/** Two usages as one, field by field. */
export function joinUsage(a: Usage, b: Usage, join: (a: number, b: number) => number): Usage {
  return {
    vms: join(a.vms, b.vms),
    runningVms: join(a.runningVms, b.runningVms),
    cpus: join(a.cpus, b.cpus),
    memoryMiB: join(a.memoryMiB, b.memoryMiB),
    diskGiB: join(a.diskGiB, b.diskGiB),
  };
}
