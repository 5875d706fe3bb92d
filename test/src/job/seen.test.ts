import { describe, expect, it } from 'vitest';
import type { Host } from '../../../src/host/port.ts';
import { seenOf, usageOf } from '../../../src/job/seen.ts';
import { footprintMiB } from '../../../src/vm/footprint.ts';
import type { VmList } from '../../../src/vm/ports/machines.ts';
import type { Power, Vm, VmRef } from '../../../src/vm/vm.ts';

const AT = new Date('2026-03-04T10:00:00Z');
const LIMITS = { vms: 4, runningVms: 3, cpus: 4, memoryMiB: 4096, diskGiB: 60 };
const SHARE = { reserve: { memoryMiB: 1000, diskGiB: 10 }, diskOvercommit: 2 };

function machine(name: string, power: Power, memoryMiB: number): Vm {
  return {
    ref: name as VmRef,
    name,
    image: 'tiny',
    owner: 'ana',
    requestId: `r-${name}`,
    power,
    task: null,
    reach: 'ok',
    addresses: [],
    reachedFrom: null,
    spec: { cpus: 2, memoryMiB, diskGiB: 5 },
    createdAt: AT,
    expiresAt: null,
  };
}

const listOf = (vms: readonly Vm[], more: Partial<VmList> = {}): VmList => ({
  vms,
  foreignNames: [],
  foreignMemoryMiB: 0,
  unreachable: [],
  at: AT,
  ...more,
});

const host = (more: Partial<Host> = {}): Host => ({
  name: 'lab1',
  engine: 'an engine',
  acceleration: 'none',
  cpus: 4,
  memoryMiB: 8000,
  freeMemoryMiB: 8000,
  diskGiB: 100,
  freeDiskGiB: 50,
  reach: 'ok',
  ...more,
});

describe('usageOf', () => {
  it.each(['running', 'paused', 'crashed'] as const)(
    'counts memory and CPUs of a machine that is %s',
    (power) => {
      expect(usageOf(machine('a', power, 256))).toEqual({
        vms: 1,
        runningVms: 1,
        cpus: 2,
        memoryMiB: 256,
        diskGiB: 5,
      });
    },
  );

  it('counts only the disk of one that is off', () => {
    expect(usageOf(machine('a', 'off', 256))).toEqual({
      vms: 1,
      runningVms: 0,
      cpus: 0,
      memoryMiB: 0,
      diskGiB: 5,
    });
  });
});

describe('seenOf', () => {
  const free = (list: VmList, ...hosts: readonly Host[]) => {
    const { hostFree } = seenOf({ list, hosts, diskUse: new Map() }, LIMITS, SHARE);
    return { memoryMiB: hostFree.memoryMiB, diskGiB: hostFree.diskGiB };
  };

  it('gives what was seen, and when', () => {
    const vms = [machine('a', 'running', 256), machine('b', 'off', 512)];
    const sight = { list: listOf(vms, { foreignNames: ['c'] }), hosts: [host()], diskUse: new Map() };
    const seen = seenOf(sight, LIMITS, SHARE);
    expect([...seen.names].toSorted()).toEqual(['a', 'b', 'c']);
    expect([...seen.machines.keys()]).toEqual(['a', 'b']);
    expect(seen.machines.get('a')).toMatchObject({ owner: 'ana', memoryMiB: 256 });
    expect(seen).toMatchObject({ at: AT, ownerLimits: LIMITS });
  });

  it('counts memory that was given whole, whatever the guests have touched of it', () => {
    expect(free(listOf([]), host())).toEqual({ memoryMiB: 7000, diskGiB: 80 });
    const vms = [machine('a', 'running', 256), machine('b', 'off', 512), machine('c', 'paused', 1024)];
    const given = footprintMiB(256, 'none') + footprintMiB(1024, 'none') + 300;
    expect(free(listOf(vms, { foreignMemoryMiB: 300 }), host()).memoryMiB).toBe(7000 - given);
  });

  it('counts what the host needs to run a machine, of several hosts by the one that needs the most', () => {
    const vms = listOf([machine('a', 'running', 1024)]);
    const [onKvm, emulated] = (['kvm', 'none'] as const).map((acceleration) => host({ acceleration }));
    expect(free(vms, onKvm ?? host()).memoryMiB).toBe(7000 - 1024 - 64);
    expect(free(vms, emulated ?? host()).memoryMiB).toBe(7000 - 1024 - 64 - 256 - 64);
    const both = { list: vms, hosts: [host(), host({ acceleration: 'kvm' })], diskUse: new Map() };
    expect(seenOf(both, LIMITS, SHARE).acceleration).toBe('none');
  });

  it('adds the hosts, and keeps back the reserve once', () => {
    expect(free(listOf([]), host(), host({ name: 'lab2', memoryMiB: 2000, freeDiskGiB: 5 }))).toEqual({
      memoryMiB: 9000,
      diskGiB: 90,
    });
  });

  it('has nothing left rather than less than nothing, and no more exact than people read', () => {
    expect(free(listOf([machine('a', 'running', 9000)]), host({ freeDiskGiB: 3 }))).toEqual({
      memoryMiB: 0,
      diskGiB: 0,
    });
    expect(free(listOf([]), host({ memoryMiB: 8000.7, freeDiskGiB: 50.3 }))).toEqual({
      memoryMiB: 7000,
      diskGiB: 80.6,
    });
  });

  it('counts of the disk of a machine that is off what it holds, and of one that is on all of it', () => {
    const vms = [machine('on', 'running', 256), machine('off', 'off', 256)];
    const diskUse = new Map([
      ['on' as VmRef, 1.5],
      ['off' as VmRef, 1],
    ]);
    const { machines, hostFree } = seenOf({ list: listOf(vms), hosts: [host()], diskUse }, LIMITS, SHARE);
    expect(machines.get('on')).toMatchObject({ diskGiB: 5, hostDiskGiB: 5 });
    expect(machines.get('off')).toMatchObject({ diskGiB: 5, hostDiskGiB: 1 });
    expect(hostFree.figures?.disk).toEqual({ freeGiB: 50, reserveGiB: 10, growthGiB: 3.5 });
  });
});
