import { describe, expect, it } from 'vitest';
import type { Host } from '../../../src/host/port.ts';
import { growthOf, type HostShare, roomOn, shortageOf } from '../../../src/host/room.ts';
import { amountOfDisk, shortageError } from '../../../src/host/room-words.ts';
import type { Power, Vm, VmRef } from '../../../src/vm/vm.ts';
import { troubleDoc } from '../../support/trouble-doc.ts';

const SHARE: HostShare = { reserve: { memoryMiB: 500, diskGiB: 2 }, diskOvercommit: 4 };

const host = (more: Partial<Host> = {}): Host => ({
  ...{ name: 'lab1', engine: 'an engine', acceleration: 'kvm', cpus: 4, reach: 'ok' },
  ...{ memoryMiB: 8000, freeMemoryMiB: 8000, diskGiB: 100, freeDiskGiB: 12 },
  ...more,
});

/** A machine of 436 MiB, which takes 500 of a host with KVM, with a disk of 10 GiB. */
const machine = (name: string, power: Power = 'running'): Vm => ({
  ...{ ref: name as VmRef, name, image: 'tiny', owner: 'ana', requestId: name, power, task: null },
  ...{ reach: 'ok', addresses: [], reachedFrom: null, createdAt: new Date(0), expiresAt: null },
  spec: { cpus: 1, memoryMiB: 436, diskGiB: 10 },
});

const room = (vms: readonly Vm[], more: Partial<Host> = {}, used: Readonly<Record<string, number>> = {}) =>
  roomOn(
    {
      list: { vms, foreignMemoryMiB: 0 },
      hosts: [host(more)],
      diskUse: new Map(Object.entries(used).map(([ref, gib]) => [ref as VmRef, gib])),
    },
    SHARE,
  );

describe('what a host can still give', () => {
  it('is what is free beyond the reserve, of its disk as often as it may be promised', () => {
    expect(room([])).toMatchObject({ memoryMiB: 7500, diskGiB: 40 });
  });

  it('is less by what running machines may still write, and not by those that are off', () => {
    expect(room([machine('a'), machine('b', 'off')], {}, { a: 4, b: 1 }).diskGiB).toBe(34);
    expect(room([machine('a', 'paused'), machine('b', 'crashed')], {}, { a: 4 }).diskGiB).toBe(24);
  });

  it('counts a disk that cannot be seen as empty, and one that is larger than it should be as full', () => {
    expect(room([machine('a')]).diskGiB).toBe(30);
    expect(room([machine('a')], {}, { a: 11 }).diskGiB).toBe(40);
  });

  it('is nothing of a disk below its reserve, however little was promised', () => {
    expect(room([], { freeDiskGiB: 2 }).diskGiB).toBe(0);
    expect(room([], { freeDiskGiB: 0.5 }).diskGiB).toBe(0);
  });

  it('is no more memory than is free now: other programs hold the rest', () => {
    expect(room([machine('a')], { freeMemoryMiB: 1700 }).memoryMiB).toBe(1200);
    expect(room([machine('a')], { freeMemoryMiB: 7900 }).memoryMiB).toBe(7000);
    expect(room([], { freeMemoryMiB: 400 }).memoryMiB).toBe(0);
  });
});

describe('the decision about a start', () => {
  const free = { memoryMiB: 500, diskGiB: 1 };

  it.each([
    ['what fits exactly', { memoryMiB: 500, diskGiB: 1 }, null],
    ['a disk that fits but for what nobody reads', { memoryMiB: 500, diskGiB: 0.97 }, null],
    ['too much memory', { memoryMiB: 501, diskGiB: 0 }, { what: 'memoryMiB', asked: 501, free: 500 }],
    ['too much disk', { memoryMiB: 1, diskGiB: 1.01 }, { what: 'diskGiB', asked: 1.1, free: 1 }],
  ])('%s', (_what, need, short) => {
    expect(shortageOf(free, need)).toEqual(short);
  });

  it('never refuses what asks for nothing of what is short', () => {
    const full = { memoryMiB: 1000, diskGiB: -3 };
    expect(shortageOf(full, { memoryMiB: 1000, diskGiB: 0 })).toBeNull();
    expect(shortageOf(full, { memoryMiB: 1000, diskGiB: 1 })).toMatchObject({ free: 0 });
  });

  it('takes of a disk what it may still grow by', () => {
    expect(growthOf(machine('a'), new Map([['a' as VmRef, 2.5]]))).toBe(7.5);
  });
});

describe('what people are told', () => {
  const { figures } = room([machine('a')], { freeMemoryMiB: 900, freeDiskGiB: 4.5 }, { a: 2 });

  it('names the disk, what is kept free, and how running machines may grow', () => {
    const error = shortageError({ what: 'diskGiB', asked: 10, free: 2, figures });
    expect(error.code).toBe('no-capacity');
    expect(error.text).toEqual({
      en: 'The host cannot give that: this takes 10 GiB of disk, and 2 are left. Its disk has 4.5 GiB free, 2 GiB are kept free, and the disks of running machines may grow by 8 GiB.',
      es: 'El anfitrión no puede darlo: esto requiere 10 GiB de disco y quedan 2. Su disco tiene 4.5 GiB libres, 2 GiB se dejan libres y los discos de las máquinas en marcha pueden crecer 8 GiB más.',
    });
    expect(error.hint?.en).toMatch(/\/vm delete, \/image prune/);
    expect(troubleDoc).toContain(error.text.en);
  });

  it('names the memory that is free now and that running machines may take', () => {
    const error = shortageError({ what: 'memoryMiB', asked: 1088, free: 400, figures });
    expect(error.text).toEqual({
      en: 'The host cannot give that: this takes 1088 MiB of memory with what running it costs the host, and 400 are left. Of its 8000 MiB 900 are free now, 500 are kept free, and running machines may take 500.',
      es: 'El anfitrión no puede darlo: esto requiere 1088 MiB de memoria, contando lo que le cuesta al anfitrión ejecutarlo, y quedan 400. De sus 8000 MiB hay 900 libres ahora, 500 se dejan libres y las máquinas en marcha pueden ocupar 500.',
    });
    expect(troubleDoc).toContain(error.text.en);
  });

  it.each([
    [0, '0 MiB'],
    [100 / 1024, '100 MiB'],
    [0.5, '512 MiB'],
    [1, '1 GiB'],
    [77.48, '77.4 GiB'],
  ])('%s GiB are %s', (gib, words) => {
    expect(amountOfDisk(gib)).toBe(words);
  });
});
