import { addUsage, type Limits, NO_USAGE, type Usage } from '../../../../src/access/limits.ts';
import type { Share } from '../../../../src/access/quota.ts';
import { footprintMiB } from '../../../../src/host/footprint.ts';
import type { Reservation } from '../../../../src/job/admission.ts';
import type { LabSnapshot } from '../../../../src/vm/lab-snapshot.ts';
import { capacity } from '../../../src/host/support/capacity.ts';

/** What is really there and really asked for, kept as simply as can be, to judge the store by. */
export interface QuotaModel {
  /** What the hypervisor would show. */
  readonly machines: Map<string, Placed<Share>>;
  /** Reservations of unfinished jobs, by the job's id. */
  readonly held: Map<string, Placed<Reservation>>;
}

/** Something on its host. */
export type Placed<T extends Share> = T & { readonly host: string };

export const OWNERS = ['ana', 'eva', 'leo', 'mia'] as const;
export const MODEL_LIMITS: Limits = { vms: 3, runningVms: 2, cpus: 5, memoryMiB: 600, diskGiB: 7 };

const HOSTS = [
  { name: 'lab1', acceleration: 'kvm', memoryMiB: 700, diskGiB: 6 },
  { name: 'lab2', acceleration: 'none', memoryMiB: 800, diskGiB: 5 },
  { name: 'lab3', acceleration: 'kvm', memoryMiB: 330, diskGiB: 9 },
] as const;

export const HOST_NAMES = HOSTS.map(({ name }) => name);

type ModelHost = (typeof HOSTS)[number];

/** What the hypervisor shows at this moment. */
export function snapshot({ machines }: QuotaModel, at: Date): LabSnapshot {
  const shown = [...machines.values()];
  return {
    at,
    names: new Set(machines.keys()),
    machines: new Map(shown.map((machine) => [machine.vm, { ...machine, hostDiskGiB: machine.diskGiB }])),
    hosts: HOSTS.map((host) => {
      const used = usedOn(host, shown);
      return capacity(host.name, {
        acceleration: host.acceleration,
        memoryMiB: host.memoryMiB - used.memoryMiB,
        diskGiB: host.diskGiB - used.diskGiB,
      });
    }),
  };
}

/** What machines take of a host. */
function usedOn(
  { name, acceleration }: ModelHost,
  machines: readonly Placed<Share>[],
): Pick<Usage, 'memoryMiB' | 'diskGiB'> {
  const here = machines.filter(({ host }) => host === name);
  return {
    memoryMiB: here.reduce((sum, { memoryMiB }) => sum + footprintMiB(memoryMiB, acceleration), 0),
    diskGiB: here.reduce((sum, { diskGiB }) => sum + diskGiB, 0),
  };
}

/** What everybody holds: of each machine, as far as `keyOf` tells them apart, the most of what is there and what is reserved. */
function machinesOf(
  model: QuotaModel,
  keyOf: (machine: Placed<Share>) => readonly string[],
): readonly Placed<Share>[] {
  const parts = [...model.held.values(), ...model.machines.values()];
  const keys = new Set(parts.map((part) => keyOf(part).join()));
  return [...keys].flatMap((key) => most(parts.filter((part) => keyOf(part).join() === key)));
}

function most(parts: readonly Placed<Share>[]): readonly Placed<Share>[] {
  const max = (field: keyof Usage) => Math.max(...parts.map((part) => part[field]));
  const usage = {
    vms: max('vms'),
    runningVms: max('runningVms'),
    cpus: max('cpus'),
    memoryMiB: max('memoryMiB'),
    diskGiB: max('diskGiB'),
  };
  return parts.slice(0, 1).map((part) => ({ ...part, ...usage }));
}

/** Whether everything is within its limits, but for what grew not since before. */
export function fits(before: QuotaModel, after: QuotaModel): boolean {
  return ownersFit(before, after) && hostsFit(before, after);
}

function ownersFit(before: QuotaModel, after: QuotaModel): boolean {
  const [was, is] = [before, after].map((model) => machinesOf(model, ({ vm, owner }) => [vm, owner]));
  return OWNERS.every((owner) => {
    const [had, has] = [heldBy(was ?? [], owner), heldBy(is ?? [], owner)];
    return (Object.keys(MODEL_LIMITS) as (keyof Usage)[]).every(
      (field) => has[field] <= had[field] || has[field] <= MODEL_LIMITS[field],
    );
  });
}

function hostsFit(before: QuotaModel, after: QuotaModel): boolean {
  const [was, is] = [before, after].map((model) =>
    machinesOf(model, ({ vm, owner, host }) => [vm, owner, host]),
  );
  return HOSTS.every((host) => {
    const [had, has] = [usedOn(host, was ?? []), usedOn(host, is ?? [])];
    return (['memoryMiB', 'diskGiB'] as const).every(
      (what) => has[what] <= had[what] || has[what] <= host[what],
    );
  });
}

function heldBy(machines: readonly Share[], owner: string): Usage {
  return machines.filter((machine) => machine.owner === owner).reduce<Usage>(addUsage, NO_USAGE);
}

export function isNameFree(model: QuotaModel, name: string): boolean {
  return !model.machines.has(name) && ![...model.held.values()].some(({ vm, isNew }) => isNew && vm === name);
}
