import { describe, expect, it } from 'vitest';
import { footprintMiB } from '../../../src/host/footprint.ts';
import type { Host } from '../../../src/host/port.ts';
import { labSnapshotOf, usageOf } from '../../../src/vm/lab-snapshot.ts';
import type { VmList } from '../../../src/vm/ports/machines.ts';
import type { Power, Vm, VmRef } from '../../../src/vm/vm.ts';

const AT = new Date('2026-03-04T10:00:00Z');
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

describe('a snapshot of the lab', () => {
  it('holds what was shown, and when', () => {
    const vms = [machine('a', 'running', 256), machine('b', 'off', 512)];
    const list = listOf(vms, { foreignNames: ['c'], freeAddressSlots: [3] });
    const lab = labSnapshotOf({ list, hosts: [host()], diskUse: new Map() }, SHARE);
    expect([...lab.names].toSorted()).toEqual(['a', 'b', 'c']);
    expect([...lab.machines.keys()]).toEqual(['a', 'b']);
    expect(lab.machines.get('a')).toMatchObject({ owner: 'ana', vm: 'a', memoryMiB: 256 });
    expect(lab).toMatchObject({ at: AT, freeAddressSlots: [3] });
  });

  it('counts memory that was given whole, whatever the guests have touched of it', () => {
    const memory = (list: VmList) =>
      labSnapshotOf({ list, hosts: [host()], diskUse: new Map() }, SHARE).hosts[0]?.memoryMiB;
    expect(memory(listOf([]))).toBe(7000);
    const powers = ['running', 'off', 'paused', 'crashed'] as const;
    const vms = powers.map((power) => machine(power, power, 256));
    const given = 3 * footprintMiB(256, 'none') + 300;
    expect(memory(listOf(vms, { foreignMemoryMiB: 300 }))).toBe(7000 - given);
  });

  it('counts of the disk of a machine that is off what it holds, and of one that is on all of it', () => {
    const vms = [machine('on', 'running', 256), machine('off', 'off', 256)];
    const diskUse = new Map([
      ['on' as VmRef, 1.5],
      ['off' as VmRef, 1],
    ]);
    const { machines, hosts } = labSnapshotOf({ list: listOf(vms), hosts: [host()], diskUse }, SHARE);
    expect(machines.get('on')).toMatchObject({ diskGiB: 5, hostDiskGiB: 5 });
    expect(machines.get('off')).toMatchObject({ diskGiB: 5, hostDiskGiB: 1 });
    expect(hosts[0]?.figures.disk).toEqual({ freeGiB: 50, reserveGiB: 10, growthGiB: 3.5 });
  });

  it('counts a disk that cannot be seen as empty, and one that is larger than it should be as full', () => {
    const growth = (diskUse: ReadonlyMap<VmRef, number>) =>
      labSnapshotOf({ list: listOf([machine('a', 'running', 256)]), hosts: [host()], diskUse }, SHARE)
        .hosts[0]?.figures.disk.growthGiB;
    expect(growth(new Map())).toBe(5);
    expect(growth(new Map([['a' as VmRef, 6]]))).toBe(0);
  });

  it('tells several hosts apart, and which of them each machine is on', () => {
    const vms = [{ ...machine('a', 'running', 936), host: 'lab2' }];
    const hosts = ['lab1', 'lab2'].map((name) => host({ name, acceleration: 'kvm' }));
    const lab = labSnapshotOf({ list: listOf(vms), hosts, diskUse: new Map() }, SHARE);
    expect(lab.machines.get('a')?.host).toBe('lab2');
    expect(lab.hosts).toMatchObject([
      { name: 'lab1', memoryMiB: 7000 },
      { name: 'lab2', memoryMiB: 6000 },
    ]);
  });
});
