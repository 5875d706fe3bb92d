import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { HostCapacity } from '../../../src/host/capacity.ts';
import { footprintMiB } from '../../../src/host/footprint.ts';
import { type Demand, place } from '../../../src/host/place.ts';
import { capacity } from './support/capacity.ts';

const NAMES = ['lab1', 'lab2', 'lab3', 'lab4'];

const hosts = fc
  .array(
    fc.record({
      acceleration: fc.constantFrom('kvm' as const, 'none' as const),
      memoryMiB: fc.integer({ min: 0, max: 4000 }),
      diskGiB: fc.integer({ min: 0, max: 30 }),
    }),
    { minLength: 1, maxLength: NAMES.length },
  )
  .map((all) => all.map((one, n) => capacity(NAMES[n] ?? '', one)));

const wants = fc.record({
  memoryMiB: fc.constantFrom(64, 256, 700, 1500),
  diskGiB: fc.integer({ min: 0, max: 8 }),
});

const demand = fc.record({
  host: fc.constantFrom(null, ...NAMES),
  has: fc.constant({ memoryMiB: 0, diskGiB: 0 }),
  wants,
});

/** What one host would have to give to these. */
function given({ name, acceleration }: HostCapacity, asked: readonly Demand[], on: readonly string[]) {
  const here = asked.filter((_, n) => on[n] === name);
  return {
    memoryMiB: here.reduce((sum, one) => sum + footprintMiB(one.wants.memoryMiB, acceleration), 0),
    diskGiB: here.reduce((sum, one) => sum + one.wants.diskGiB, 0),
  };
}

test('no host is given more than it has, and what must stay stays', () => {
  fc.assert(
    fc.property(fc.array(demand, { maxLength: 12 }), hosts, (asked, all) => {
      const placement = place(asked, all);
      if (placement.kind === 'short') {
        expect(placement.shortages.length).toBeGreaterThan(0);
        for (const { asked: much, free } of placement.shortages) expect(much).toBeGreaterThan(free);
        return;
      }
      expect(placement.hosts).toHaveLength(asked.length);
      for (const host of all) {
        const { memoryMiB, diskGiB } = given(host, asked, placement.hosts);
        expect(memoryMiB).toBeLessThanOrEqual(host.memoryMiB);
        expect(diskGiB).toBeLessThanOrEqual(host.diskGiB);
      }
      for (const [n, { host }] of asked.entries()) {
        if (all.some(({ name }) => name === host)) expect(placement.hosts[n]).toBe(host);
      }
    }),
  );
});

test('a class finds room exactly where the hosts together have as many places', () => {
  fc.assert(
    fc.property(wants, fc.integer({ min: 1, max: 30 }), hosts, (size, count, all) => {
      const one: Demand = { host: null, has: { memoryMiB: 0, diskGiB: 0 }, wants: size };
      const placesOn = ({ acceleration, memoryMiB, diskGiB }: HostCapacity) => {
        const byMemory = Math.floor(memoryMiB / footprintMiB(size.memoryMiB, acceleration));
        return Math.min(byMemory, size.diskGiB === 0 ? Infinity : Math.floor(diskGiB / size.diskGiB));
      };
      const places = all.reduce((sum, host) => sum + placesOn(host), 0);
      const { kind } = place(
        Array.from({ length: count }, () => ({ ...one })),
        all,
      );
      expect(kind).toBe(places >= count ? 'placed' : 'short');
    }),
  );
});
