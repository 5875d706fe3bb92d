import { describe, expect, it } from 'vitest';
import type { Machine, Machines } from '../../../../adapters/libvirt/machine/machines.ts';
import { createAddressSlots } from '../../../../adapters/libvirt/network/address-slots.ts';
import { slotsOfSubnet } from '../../../../adapters/libvirt/network/network-slots.ts';

const SLOTS = slotsOfSubnet({ base: 0x0a630000, prefix: 29 });

function lab(slots: typeof SLOTS | null, macs: string[] = []) {
  const machines = {
    all: async () => macs.map((mac) => ({ definition: { macs: [mac] } }) as unknown as Machine),
  } as unknown as Machines;
  const facts = { reachedFrom: 'host', slots, namesFolder: null } as const;
  const networks = { factsOf: async () => facts, reachedFrom: async () => 'host' as const };
  return { slots: createAddressSlots(networks, 'labvm', machines), define: (mac: string) => macs.push(mac) };
}

describe('the place of a new machine\u2019s card', () => {
  it('is the slot that was reserved for it', async () => {
    const { slots } = lab(SLOTS);
    const place = await slots.withPlace({ requestId: 'a', addressSlot: 4 }, async (card) => card);
    expect(place).toMatchObject({ tap: 'labtap4', mac: '52:54:00:00:00:04' });
  });

  it('is not to be had any more where the network was made anew', async () => {
    const { slots } = lab(SLOTS);
    const asked = slots.withPlace({ requestId: 'a', addressSlot: 77 }, async (card) => card);
    await expect(asked).rejects.toMatchObject({ kind: 'failed', message: expect.stringMatching(/labvm/) });
  });

  it('is a free slot where none was reserved, and never the same for two that are made at once', async () => {
    const { slots, define } = lab(SLOTS, ['52:54:00:00:00:02']);
    const make = (requestId: string) =>
      slots.withPlace({ requestId }, async (card) => {
        await new Promise(setImmediate);
        define(card.mac);
        return card.tap;
      });
    expect(await Promise.all(['a', 'b', 'c'].map(make))).toEqual(['labtap3', 'labtap4', 'labtap5']);
    expect(await make('d')).toBe('labtap6');
    await expect(make('e')).rejects.toMatchObject({ kind: 'no-capacity' });
  });

  it('is a card of its own on a network without slots', async () => {
    const { slots } = lab(null);
    const place = await slots.withPlace({ requestId: 'a' }, async (card) => card);
    expect(place).toEqual({ mac: expect.stringMatching(/^52:54:00(:[0-9a-f]{2}){3}$/), tap: null });
  });
});

it('a slot is free that no machine of anybody\u2019s has', async () => {
  const { slots, define } = lab(SLOTS);
  define('52:54:00:00:00:03');
  expect(await slots.free([{ definition: { macs: ['52:54:00:00:00:03'] } } as unknown as Machine])).toEqual([
    2, 4, 5, 6,
  ]);
  expect(await lab(null).slots.free([])).toBeNull();
});
