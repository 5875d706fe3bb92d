import { addUsage, type Limits, NO_USAGE, type Usage } from '../../../../src/access/limits.ts';
import type { Reservation, Seen } from '../../../../src/job/store.ts';
import { footprintMiB } from '../../../../src/vm/footprint.ts';

/** What is really there and really asked for, kept as simply as can be, to judge the store by. */
export interface QuotaModel {
  /** What the hypervisor would show. */
  readonly machines: Map<string, Usage & { owner: string }>;
  /** Reservations of unfinished jobs, by the job's id. */
  readonly held: Map<string, Reservation>;
}

export const OWNERS = ['ana', 'eva'] as const;
export const MODEL_LIMITS: Limits = { vms: 3, runningVms: 2, cpus: 5, memoryMiB: 600, diskGiB: 7 };
export const HOST = { memoryMiB: 1300, diskGiB: 12 };

/** What the hypervisor shows at this moment. */
export function snapshot(model: QuotaModel, at: Date): Seen {
  const shown = [...model.machines.values()].reduce<Usage>(addUsage, NO_USAGE);
  return {
    at,
    names: new Set(model.machines.keys()),
    machines: new Map(model.machines),
    ownerLimits: MODEL_LIMITS,
    acceleration: 'none',
    hostFree: {
      memoryMiB: HOST.memoryMiB - footprintOf(model.machines.values()),
      diskGiB: HOST.diskGiB - shown.diskGiB,
    },
  };
}

/** What machines take of the host's memory. */
function footprintOf(usages: Iterable<Usage>): number {
  return [...usages].reduce((sum, { memoryMiB }) => sum + footprintMiB(memoryMiB, 'none'), 0);
}

/** What an owner, or everybody, holds: of each machine the most of what is there and what is reserved. */
export function holdings(model: QuotaModel, owner?: string): Usage {
  return machinesOf(model, owner).reduce(addUsage, NO_USAGE);
}

/** What each machine holds. */
function machinesOf(model: QuotaModel, owner?: string): readonly Usage[] {
  const names = new Set([...model.machines.keys(), ...[...model.held.values()].map(({ vm }) => vm)]);
  const found: Usage[] = [];
  for (const name of names) {
    const parts: readonly (Usage & { owner: string })[] = [
      ...[...model.held.values()].filter(({ vm }) => vm === name),
      ...[model.machines.get(name) ?? []].flat(),
    ].filter((part) => owner === undefined || part.owner === owner);
    if (parts.length > 0) found.push(most(parts));
  }
  return found;
}

function most(parts: readonly Usage[]): Usage {
  const max = (field: keyof Usage) => Math.max(...parts.map((part) => part[field]));
  return {
    vms: max('vms'),
    runningVms: max('runningVms'),
    cpus: max('cpus'),
    memoryMiB: max('memoryMiB'),
    diskGiB: max('diskGiB'),
  };
}

/** Whether everything is within its limits, but for what grew not since before. */
export function fits(before: QuotaModel, after: QuotaModel): boolean {
  for (const owner of OWNERS) {
    const [was, is] = [holdings(before, owner), holdings(after, owner)];
    for (const field of Object.keys(MODEL_LIMITS) as (keyof Usage)[]) {
      if (is[field] > was[field] && is[field] > MODEL_LIMITS[field]) return false;
    }
  }
  const [was, is] = [onHost(before), onHost(after)];
  return (['memoryMiB', 'diskGiB'] as const).every((what) => is[what] <= was[what] || is[what] <= HOST[what]);
}

function onHost(model: QuotaModel): Pick<Usage, 'memoryMiB' | 'diskGiB'> {
  return { memoryMiB: footprintOf(machinesOf(model)), diskGiB: holdings(model).diskGiB };
}

export function isNameFree(model: QuotaModel, name: string): boolean {
  return !model.machines.has(name) && ![...model.held.values()].some(({ vm, isNew }) => isNew && vm === name);
}
