import { type CapacityFigures, type HostCapacity, tenths } from './capacity.ts';
import { footprintMiB } from './footprint.ts';

/** What a machine takes of its host. */
export interface HostUse {
  /** Its guest's; what it costs to run it depends on the host. 0 for a machine that is off. */
  readonly memoryMiB: number;
  /** All of a disk that may grow to its size; what it holds of one that may not. */
  readonly diskGiB: number;
}

/** What a machine wants of a host. */
export interface Demand {
  /** The host that it is on; null: it may come to any. One that nobody knows is as good as none. */
  readonly host: string | null;
  /** What its host has given it. */
  readonly has: HostUse;
  /** What it is to have, and no less than that. */
  readonly wants: HostUse;
}

/** What is short on a host. */
export interface Shortage {
  readonly host: string;
  readonly what: keyof HostUse;
  /** What would have to come to this host: all that found a place on it, and all that found none. */
  readonly asked: number;
  readonly free: number;
  readonly figures: CapacityFigures;
}

export type Placement =
  /** A host for each demand, in their order. */
  | { readonly kind: 'placed'; readonly hosts: readonly string[] }
  /** What is short on each host that was looked at. */
  | { readonly kind: 'short'; readonly shortages: readonly Shortage[] };

/**
 * The decision about what is started, whichever command or job asks: the host that has the most memory left of those
 * with room. Machines of one size always find the places that there are; of different ones it may be that only others in
 * other places would have found room for all.
 */
export function place(asked: readonly Demand[], hosts: readonly HostCapacity[]): Placement {
  const given = new Map<string, HostUse>();
  const chosen = new Map<Demand, string>();
  const withMore = (host: HostCapacity, more: readonly Demand[]) =>
    more.reduce((sum, demand) => add(sum, needOn(host, demand)), given.get(host.name) ?? NOTHING);
  // Who has no choice goes first.
  const inTurn = asked.toSorted((a, b) => Number(a.host === null) - Number(b.host === null));
  for (const demand of inTurn) {
    const able = hostsFor(demand, hosts);
    const fitting = able.filter((host) => shortageOn(host, withMore(host, [demand])) === null);
    const best = fitting.toSorted(
      (a, b) => memoryLeft(b, withMore(b, [])) - memoryLeft(a, withMore(a, [])),
    )[0];
    if (!best) {
      const unplaced = (host: HostCapacity) =>
        asked.filter((other) => !chosen.has(other) && hostsFor(other, hosts).includes(host));
      return {
        kind: 'short',
        shortages: able.flatMap((host) => shortageOn(host, withMore(host, unplaced(host))) ?? []),
      };
    }
    given.set(best.name, withMore(best, [demand]));
    chosen.set(demand, best.name);
  }
  return { kind: 'placed', hosts: asked.flatMap((demand) => chosen.get(demand) ?? []) };
}

/** What hosts have left beside machines that are on their way. One whose host nobody knows takes from each. */
export function leftBeside(
  coming: readonly Demand[],
  hosts: readonly HostCapacity[],
): readonly HostCapacity[] {
  return hosts.map((host) => {
    const here = coming.filter((demand) => hostsFor(demand, hosts).includes(host));
    const taken = here.reduce((sum, demand) => add(sum, needOn(host, demand)), NOTHING);
    return { ...host, memoryMiB: host.memoryMiB - taken.memoryMiB, diskGiB: host.diskGiB - taken.diskGiB };
  });
}

const NOTHING: HostUse = { memoryMiB: 0, diskGiB: 0 };

function add(a: HostUse, b: HostUse): HostUse {
  return { memoryMiB: a.memoryMiB + b.memoryMiB, diskGiB: a.diskGiB + b.diskGiB };
}

function hostsFor({ host: own }: Demand, hosts: readonly HostCapacity[]): readonly HostCapacity[] {
  const known = own === null ? undefined : hosts.find(({ name }) => name === own);
  return known ? [known] : hosts;
}

/** What a host would give beyond what it has given; it gives more memory than the guest's. */
function needOn({ acceleration }: HostCapacity, { has, wants }: Demand): HostUse {
  return {
    memoryMiB: footprintMiB(wants.memoryMiB, acceleration) - footprintMiB(has.memoryMiB, acceleration),
    diskGiB: wants.diskGiB - has.diskGiB,
  };
}

function memoryLeft(host: HostCapacity, given: HostUse): number {
  return host.memoryMiB - given.memoryMiB;
}

/** What of it a host has not, or null. Nothing of a kind is never short: what grows no more is not refused. */
function shortageOn(host: HostCapacity, need: HostUse): Shortage | null {
  for (const what of ['memoryMiB', 'diskGiB'] as const) {
    const asked = what === 'diskGiB' ? tenths(need[what], Math.ceil) : need[what];
    if (asked > 0 && asked > host[what]) {
      return { host: host.name, what, asked, free: Math.max(0, host[what]), figures: host.figures };
    }
  }
  return null;
}
