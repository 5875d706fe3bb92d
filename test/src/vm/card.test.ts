import { expect, test } from 'vitest';
import { vmCard } from '../../../src/vm/card.ts';
import type { VmData } from '../../../src/vm/vm-data.ts';

const V4 = { ip: '192.168.150.9', family: 'ipv4', source: 'lease' } as const;
const V6 = { ip: 'fd00::9', family: 'ipv6', source: 'agent' } as const;

const notes = (changes: Partial<VmData>) => {
  const vm: VmData = {
    name: 'web1',
    image: 'tiny',
    owner: 'ana',
    power: 'running',
    addresses: [V4],
    spec: { cpus: 1, memoryMiB: 128, diskGiB: 1 },
    createdAt: '2026-01-02T03:04:05.000Z',
    expiresAt: null,
    ...changes,
  };
  const { parts } = vmCard(vm);
  expect(parts[0]?.kind).toBe('fields');
  return parts.slice(1);
};

test('an address that only the host reaches is no address for the people, and the card says so', () => {
  const text = {
    en: 'This address can only be reached from the lab host.',
    es: 'Esta dirección solo es accesible desde el anfitrión del laboratorio.',
  };
  expect(notes({ reachedFrom: 'host' })).toEqual([{ kind: 'note', text }]);
  expect(notes({ reachedFrom: 'host', addresses: [V6, V4] })).toEqual([{ kind: 'note', text }]);
});

test.each<[string, Partial<VmData>]>([
  ['an address that others reach too', { reachedFrom: 'elsewhere' }],
  ['an address of which nobody knows', { reachedFrom: null }],
  ['what a job stored before anybody asked', {}],
  ['a machine without an address', { reachedFrom: 'host', addresses: [], power: 'off' }],
  ['an IPv6 address: the host may let it through', { reachedFrom: 'host', addresses: [V6] }],
])('nothing is said of %s', (_what, changes) => {
  expect(notes(changes)).toEqual([]);
});

test('an address that another machine claims too is a fault, told with what to do', () => {
  const contested = { ...V4, contested: true };
  expect(notes({ addresses: [contested] })).toEqual([
    {
      kind: 'text',
      text: {
        en: 'Another machine also claims 192.168.150.9, so it may not be web1 that answers there.',
        es: 'Otra máquina reclama también 192.168.150.9, así que puede que quien responda ahí no sea web1.',
      },
    },
    { kind: 'note', text: expect.objectContaining({ en: expect.stringContaining('/host doctor') }) },
  ]);
});
