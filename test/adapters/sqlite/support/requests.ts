import type { JobRequest, Reservation, Seen, StartRequest } from '../../../../src/job/store.ts';

/** What one machine of the tests takes. */
export const SIZE = { vms: 1, runningVms: 1, cpus: 1, memoryMiB: 128, diskGiB: 1 };

export function reservation(vm: string, overrides: Partial<Reservation> = {}): Reservation {
  return { owner: 'ana', vm, isNew: true, ...SIZE, ...overrides };
}

/** A job that makes a machine. */
export function creating(vm: string, overrides: Partial<Reservation> = {}): JobRequest {
  return {
    kind: 'toy',
    vm,
    input: { name: vm },
    stepNames: ['one', 'two'],
    reservation: reservation(vm, overrides),
  };
}

/** A job that reserves nothing. */
export function plain(vm: string | null, kind = 'toy'): JobRequest {
  return { kind, vm, input: { name: vm }, stepNames: ['one', 'two'], reservation: null };
}

export function seen(overrides: Partial<Seen> = {}): Seen {
  return {
    at: new Date(),
    names: new Set(),
    machines: new Map(),
    ownerLimits: {
      vms: Infinity,
      runningVms: Infinity,
      cpus: Infinity,
      memoryMiB: Infinity,
      diskGiB: Infinity,
    },
    acceleration: 'kvm',
    hostFree: { memoryMiB: 1_000_000, diskGiB: 1_000_000 },
    ...overrides,
  };
}

let acts = 0;

/** An act of its own, unless an invocation's id is given. */
export function act(
  worker: string,
  jobs: readonly JobRequest[],
  overrides: Partial<StartRequest> = {},
): StartRequest {
  acts += 1;
  return {
    worker,
    invocationId: `act-${acts}`,
    actorId: 'ana',
    place: { chat: 'terminal', channel: 'local' },
    locale: 'es',
    jobs,
    seen: seen(),
    mostJobs: Number.POSITIVE_INFINITY,
    ...overrides,
  };
}
