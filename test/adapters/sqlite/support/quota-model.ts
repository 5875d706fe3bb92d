import { addUsage, type Limits, NO_USAGE, type Usage } from '../../../../src/access/limits.ts';
import type { Reservation, Seen } from '../../../../src/job/store.ts';

/** What is really there and really asked for, kept as simply as can be, to judge the store by. */
export interface QuotaModel {
  /** What the hypervisor would show. */
  readonly machines: Map<string, Usage & { owner: string }>;
  /** Reservations of unfinished jobs, by the job's id. */
  readonly held: Map<string, Reservation>;
}

export const OWNERS = ['ana', 'eva'] as const;
export const MODEL_LIMITS: Limits = { vms: 3, runningVms: 2, cpus: 5, memoryMiB: 600, diskGiB: 7 };
export const HOST = { memoryMiB: 900, diskGiB: 12 };

/** What the hypervisor shows at this moment. */
export function snapshot(model: QuotaModel, at: Date): Seen {
  const shown = [...model.machines.values()].reduce<Usage>(addUsage, NO_USAGE);
  return {
    at,
    names: new Set(model.machines.keys()),
    machines: new Map(model.machines),
    ownerLimits: MODEL_LIMITS,
    hostFree: { memoryMiB: HOST.memoryMiB - shown.memoryMiB, diskGiB: HOST.diskGiB - shown.diskGiB },
  };
}

/** What an owner, or everybody, holds: of each machine the most of what is there and what is reserved. */
export function holdings(model: QuotaModel, owner?: string): Usage {
  const names = new Set([...model.machines.keys(), ...[...model.held.values()].map(({ vm }) => vm)]);
  let sum = NO_USAGE;
  for (const name of names) {
    const parts: readonly (Usage & { owner: string })[] = [
      ...[...model.held.values()].filter(({ vm }) => vm === name),
      ...[model.machines.get(name) ?? []].flat(),
    ].filter((part) => owner === undefined || part.owner === owner);
    if (parts.length > 0) sum = addUsage(sum, most(parts));
  }
  return sum;
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
  const [was, is] = [holdings(before), holdings(after)];
  return (['memoryMiB', 'diskGiB'] as const).every((what) => is[what] <= was[what] || is[what] <= HOST[what]);
}

export function isNameFree(model: QuotaModel, name: string): boolean {
  return !model.machines.has(name) && ![...model.held.values()].some(({ vm, isNew }) => isNew && vm === name);
}
