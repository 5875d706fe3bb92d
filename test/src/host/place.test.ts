import { describe, expect, it } from 'vitest';
import { type Demand, leftBeside, place } from '../../../src/host/place.ts';
import { capacity } from './support/capacity.ts';

const NOTHING = { memoryMiB: 0, diskGiB: 0 };

/** A new machine; with KVM its emulator takes 64 MiB more. */
const demand = (memoryMiB: number, diskGiB = 0, more: Partial<Demand> = {}): Demand => ({
  ...{ host: null, has: NOTHING, wants: { memoryMiB, diskGiB } },
  ...more,
});

describe('on one host', () => {
  const hosts = [capacity('lab1', { memoryMiB: 500, diskGiB: 1 })];

  it.each([
    ['what fits exactly', demand(436, 1)],
    ['a disk that fits but for what nobody reads', demand(436, 0.97)],
  ])('there is room for %s', (_what, asked) => {
    expect(place([asked], hosts)).toEqual({ kind: 'placed', hosts: ['lab1'] });
  });

  it.each([
    ['too much memory', demand(437), { what: 'memoryMiB', asked: 501, free: 500 }],
    ['too much disk', demand(1, 1.01), { what: 'diskGiB', asked: 1.1, free: 1 }],
  ])('there is none for %s', (_what, asked, short) => {
    const figures = hosts[0]?.figures;
    expect(place([asked], hosts)).toEqual({
      kind: 'short',
      shortages: [{ host: 'lab1', ...short, figures }],
    });
  });

  it('what asks for nothing of what is short is never refused', () => {
    const full = [capacity('lab1', { memoryMiB: 1000, diskGiB: -3 })];
    expect(place([demand(936)], full).kind).toBe('placed');
    expect(place([demand(936, 1)], full)).toMatchObject({ shortages: [{ what: 'diskGiB', free: 0 }] });
  });

  it('a batch is told as a whole, and its disks are rounded once', () => {
    const three = (gib: number) => [1, 2, 3].map(() => demand(64, gib));
    expect(place(three(0.31), hosts).kind).toBe('placed');
    expect(place(three(0.34), hosts)).toMatchObject({
      shortages: [{ what: 'diskGiB', asked: 1.1, free: 1 }],
    });
  });

  it('a machine that has something already takes only the rest', () => {
    const running = { has: { memoryMiB: 436, diskGiB: 5 }, host: 'lab1' };
    expect(
      place([{ ...running, wants: { memoryMiB: 436, diskGiB: 5 } }], [capacity('lab1', NOTHING)]).kind,
    ).toBe('placed');
    expect(place([{ ...running, wants: { memoryMiB: 937, diskGiB: 5 } }], hosts)).toMatchObject({
      shortages: [{ what: 'memoryMiB', asked: 501 }],
    });
  });
});

describe('on several hosts', () => {
  const hosts = [capacity('lab1'), capacity('lab2', { memoryMiB: 4000 })];

  it('6 GiB do not fit on 2 × 4, and it is said what is short where', () => {
    expect(place([demand(6144)], hosts)).toMatchObject({
      kind: 'short',
      shortages: [
        { host: 'lab1', what: 'memoryMiB', asked: 6208, free: 4096 },
        { host: 'lab2', what: 'memoryMiB', asked: 6208, free: 4000 },
      ],
    });
  });

  it('each host may be short of something else', () => {
    const two = [capacity('lab1', { diskGiB: 3 }), capacity('lab2', { memoryMiB: 100 })];
    expect(place([demand(1024, 10)], two)).toMatchObject({
      shortages: [
        { host: 'lab1', what: 'diskGiB', asked: 10, free: 3 },
        { host: 'lab2', what: 'memoryMiB', asked: 1088, free: 100 },
      ],
    });
  });

  it('a machine comes to the one with the most memory left, and a class spreads', () => {
    expect(
      place(
        [1, 2, 3, 4].map(() => demand(1000)),
        hosts,
      ),
    ).toEqual({
      kind: 'placed',
      hosts: ['lab1', 'lab2', 'lab1', 'lab2'],
    });
  });

  it('one that is there already stays, and goes before those that may come to any', () => {
    const there = { host: 'lab1', has: { memoryMiB: 0, diskGiB: 5 }, wants: { memoryMiB: 4000, diskGiB: 5 } };
    expect(place([demand(3900), there], hosts)).toEqual({ kind: 'placed', hosts: ['lab2', 'lab1'] });
    expect(place([{ ...there, wants: { memoryMiB: 4100, diskGiB: 5 } }], hosts)).toMatchObject({
      shortages: [{ host: 'lab1', asked: 4164 }],
    });
  });

  it('a host that emulates its guests needs more for the same machine', () => {
    const mixed = [
      capacity('slow', { acceleration: 'none', memoryMiB: 1100 }),
      capacity('fast', { memoryMiB: 1090 }),
    ];
    expect(place([demand(1024)], mixed)).toEqual({ kind: 'placed', hosts: ['fast'] });
  });

  it('without any there is no room, and nothing to say of it', () => {
    expect(place([demand(64)], [])).toEqual({ kind: 'short', shortages: [] });
  });
});

describe('what is left beside machines that are on their way', () => {
  const hosts = [capacity('lab1', { memoryMiB: 1000 }), capacity('lab2', { memoryMiB: 1000 })];
  const left = (...coming: readonly Demand[]) => leftBeside(coming, hosts).map(({ memoryMiB }) => memoryMiB);

  it('is less on the host that each was given to', () => {
    expect(left(demand(136, 0, { host: 'lab2' }), demand(236, 0, { host: 'lab2' }))).toEqual([1000, 500]);
  });

  it.each([null, 'gone'])('is less on each where a machine’s host is %s', (host) => {
    expect(left(demand(136, 0, { host }))).toEqual([800, 800]);
  });
});
