import { describe, expect, it } from 'vitest';
import { RIGHTS } from '../../../src/access/roles.ts';
import { type HostShare, seenOf, usageOf } from '../../../src/job/seen.ts';
import type { Host, VmList } from '../../../src/vm/hypervisor.ts';
import type { Power, Vm, VmRef } from '../../../src/vm/vm.ts';

const AT = new Date('2026-03-04T10:00:00Z');
const SPEC = { cpus: 2, memoryMiB: 512, diskGiB: 10 };
const SHARE: HostShare = { reserve: { memoryMiB: 1000, diskGiB: 20 }, diskOvercommit: 3 };
const LIMITS = RIGHTS.student.limits;

function machine(name: string, power: Power, owner = 'ana'): Vm {
  return {
    ref: name as VmRef,
    name,
    image: 'tiny',
    owner,
    requestId: name,
    power,
    task: null,
    reach: 'ok',
    addresses: [],
    spec: SPEC,
    createdAt: AT,
    expiresAt: null,
  };
}

function list(vms: readonly Vm[], more: Partial<VmList> = {}): VmList {
  return { vms, foreignNames: [], foreignMemoryMiB: 0, unreachable: [], at: AT, ...more };
}

function host(more: Partial<Host> = {}): Host {
  return {
    name: 'lab',
    engine: 'fake',
    acceleration: 'kvm',
    cpus: 8,
    memoryMiB: 16_000,
    freeMemoryMiB: 9000,
    diskGiB: 500,
    freeDiskGiB: 100,
    reach: 'ok',
    ...more,
  };
}

describe('usageOf', () => {
  it.each(['running', 'paused', 'crashed'] as const)(
    'counts memory and CPUs of a machine that is %s',
    (power) => {
      expect(usageOf({ power, spec: SPEC })).toEqual({ vms: 1, runningVms: 1, ...SPEC });
    },
  );

  it('counts only the disk of a machine that is off', () => {
    const usage = { vms: 1, runningVms: 0, cpus: 0, memoryMiB: 0, diskGiB: 10 };
    expect(usageOf({ power: 'off', spec: SPEC })).toEqual(usage);
  });
});

describe('seenOf', () => {
  it('holds what each machine takes, by its name, with its owner', () => {
    const seen = seenOf(list([machine('a', 'running'), machine('b', 'off', 'ben')]), [host()], LIMITS, SHARE);
    expect(seen.machines.get('a')).toMatchObject({ owner: 'ana', runningVms: 1, memoryMiB: 512 });
    expect(seen.machines.get('b')).toMatchObject({ owner: 'ben', runningVms: 0, diskGiB: 10 });
    expect(seen).toMatchObject({ at: AT, ownerLimits: LIMITS });
  });

  it('takes the names of foreign machines for taken', () => {
    const seen = seenOf(list([machine('a', 'off')], { foreignNames: ['theirs'] }), [host()], LIMITS, SHARE);
    expect(seen.names).toEqual(new Set(['a', 'theirs']));
  });

  it('leaves of the memory what is neither given, foreign nor kept back', () => {
    const vms = [machine('a', 'running'), machine('b', 'paused'), machine('c', 'off')];
    const seen = seenOf(list(vms, { foreignMemoryMiB: 2000 }), [host()], LIMITS, SHARE);
    expect(seen.hostFree.memoryMiB).toBe(16_000 - 2 * 512 - 2000 - 1000);
  });

  it('promises the free disk several times, but what is kept back not once', () => {
    expect(seenOf(list([]), [host()], LIMITS, SHARE).hostFree.diskGiB).toBe((100 - 20) * 3);
  });

  it('has nothing left rather than less than nothing', () => {
    const full = host({ memoryMiB: 900, freeDiskGiB: 3 });
    expect(seenOf(list([]), [full], LIMITS, SHARE).hostFree).toEqual({ memoryMiB: 0, diskGiB: 0 });
  });

  it('adds up several hosts, and keeps back once', () => {
    const seen = seenOf(list([]), [host(), host()], LIMITS, SHARE);
    expect(seen.hostFree).toEqual({ memoryMiB: 31_000, diskGiB: 540 });
  });
});
