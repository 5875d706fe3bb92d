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
  return {
    vms: a.vms + b.vms,
    runningVms: a.runningVms + b.runningVms,
    cpus: a.cpus + b.cpus,
    memoryMiB: a.memoryMiB + b.memoryMiB,
    diskGiB: a.diskGiB + b.diskGiB,
  };
}
