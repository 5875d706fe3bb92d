import type { Limits } from '../../../../src/access/limits.ts';
import type { Admission, Reservation } from '../../../../src/job/admission.ts';
import type { JobRequest, StartRequest } from '../../../../src/job/store.ts';
import { admissionTo } from '../../../../src/vm/admission.ts';
import type { LabSnapshot } from '../../../../src/vm/lab-snapshot.ts';
import { capacity } from '../../../src/host/support/capacity.ts';

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

const UNLIMITED: Limits = {
  vms: Infinity,
  runningVms: Infinity,
  cpus: Infinity,
  memoryMiB: Infinity,
  diskGiB: Infinity,
};

/** Admits to a lab with nothing in it, large enough for everybody, but for what is said otherwise. */
export function admission(lab: Partial<LabSnapshot> = {}, limits: Partial<Limits> = {}): Admission {
  return admissionTo(
    {
      at: new Date(),
      names: new Set(),
      machines: new Map(),
      hosts: [capacity('lab1', { memoryMiB: 1_000_000, diskGiB: 1_000_000 })],
      ...lab,
    },
    { ...UNLIMITED, ...limits },
  );
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
    admission: admission(),
    mostJobs: Number.POSITIVE_INFINITY,
    ...overrides,
  };
}
