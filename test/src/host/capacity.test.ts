import { describe, expect, it } from 'vitest';
import { capacitiesOf, type HostFacts, type HostShare, type Resident } from '../../../src/host/capacity.ts';

const SHARE: HostShare = { reserve: { memoryMiB: 500, diskGiB: 2 }, diskOvercommit: 4 };

const host = (more: Partial<HostFacts> = {}): HostFacts => ({
  ...{ name: 'lab1', acceleration: 'kvm', memoryMiB: 8000, freeMemoryMiB: 8000, freeDiskGiB: 12 },
  ...more,
});

/** A machine of 436 MiB, which takes 500 of a host with KVM, with a disk of 10 GiB. */
const machine = (more: Partial<Resident> = {}): Resident => ({
  ...{ isOn: true, memoryMiB: 436, diskGiB: 10, heldGiB: 0 },
  ...more,
});

const on = (residents: readonly Resident[], more: Partial<HostFacts> = {}) =>
  capacitiesOf([host(more)], residents, 0, SHARE)[0];

describe('what a host can still give', () => {
  it('is what is free beyond the reserve, of its disk as often as it may be promised', () => {
    expect(on([])).toMatchObject({ name: 'lab1', acceleration: 'kvm', memoryMiB: 7500, diskGiB: 40 });
  });

  it('is less by what running machines may still write, and not by those that are off', () => {
    expect(on([machine({ heldGiB: 4 }), machine({ isOn: false, heldGiB: 1 })])?.diskGiB).toBe(34);
    expect(on([machine({ heldGiB: 4 }), machine()])?.diskGiB).toBe(24);
  });

  it('is nothing of a disk below its reserve, however little was promised', () => {
    expect(on([], { freeDiskGiB: 2 })?.diskGiB).toBe(0);
    expect(on([], { freeDiskGiB: 0.5 })?.diskGiB).toBe(0);
  });

  it('is no more memory than is free now: other programs hold the rest', () => {
    expect(on([machine()], { freeMemoryMiB: 1700 })?.memoryMiB).toBe(1200);
    expect(on([machine()], { freeMemoryMiB: 7900 })?.memoryMiB).toBe(7000);
    expect(on([], { freeMemoryMiB: 400 })?.memoryMiB).toBe(0);
  });

  it('counts what it costs to run a machine there', () => {
    const running = [machine({ memoryMiB: 1024 })];
    expect(on(running)?.memoryMiB).toBe(7500 - 1024 - 64);
    expect(on(running, { acceleration: 'none' })?.memoryMiB).toBe(7500 - 1024 - 64 - 256 - 64);
  });

  it('is nothing rather than less than nothing, and no more exact than people read', () => {
    expect(on([machine({ memoryMiB: 9000, diskGiB: 99 })])).toMatchObject({ memoryMiB: 0, diskGiB: 0 });
    expect(on([], { memoryMiB: 8000.7, freeMemoryMiB: 8000.7, freeDiskGiB: 12.17 })).toMatchObject({
      memoryMiB: 7500,
      diskGiB: 40.6,
    });
  });
});

describe('several hosts', () => {
  const hosts = [host(), host({ name: 'lab2', memoryMiB: 2000, freeDiskGiB: 5 })];
  const memory = (residents: readonly Resident[], foreignMemoryMiB = 0) =>
    capacitiesOf(hosts, residents, foreignMemoryMiB, SHARE).map(({ memoryMiB }) => memoryMiB);

  it('each keep back the reserve, and carry their own machines', () => {
    expect(capacitiesOf(hosts, [], 0, SHARE)).toMatchObject([
      { name: 'lab1', memoryMiB: 7500, diskGiB: 40 },
      { name: 'lab2', memoryMiB: 1500, diskGiB: 12 },
    ]);
    expect(memory([machine({ host: 'lab2' })])).toEqual([7500, 1000]);
  });

  it('all carry what nobody knows the host of', () => {
    expect(memory([machine()])).toEqual([7000, 1000]);
    expect(memory([], 300)).toEqual([7200, 1200]);
  });
});
