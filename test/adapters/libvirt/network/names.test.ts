import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createNames } from '../../../../adapters/libvirt/network/names.ts';
import { slotsOfSubnet } from '../../../../adapters/libvirt/network/network-slots.ts';

const slots = slotsOfSubnet({ base: 0x0a630000, prefix: 29 });
const [slot = slots[0]] = slots;
if (!slot) throw new Error('a subnet without slots');

let folder: string;
let errors: unknown[];
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'labvm-names-'));
  errors = [];
});
afterEach(() => rm(folder, { recursive: true }));

const namesIn = (namesFolder: string | null) => {
  const factsOf = async () => ({ reachedFrom: 'host', slots, namesFolder }) as const;
  return createNames({ factsOf, reachedFrom: async () => null }, 'labvm', (error) => errors.push(error));
};

test('a name stands in a file of its slot, which is emptied when the machine goes', async () => {
  const names = namesIn(folder);
  await names.publish('web1', slot);
  expect(await readdir(folder)).toEqual(['labtap2']);
  expect(await readFile(join(folder, 'labtap2'), 'utf8')).toBe('10.99.0.2 web1.labvm.internal web1\n');
  await names.withdraw(['00:00:00:00:00:01', slot.mac]);
  expect(await readdir(folder)).toEqual(['labtap2']);
  expect(await readFile(join(folder, 'labtap2'), 'utf8')).toBe('');
  expect(errors).toEqual([]);
});

test('what is no name of a machine is not published', async () => {
  await namesIn(folder).publish('web1\n10.99.0.3 router', slot);
  expect(await readdir(folder)).toEqual([]);
});

test('where there is no folder, or none that may be written, nothing fails', async () => {
  await namesIn(null).publish('web1', slot);
  expect(errors).toEqual([]);
  await namesIn(join(folder, 'not-there')).publish('web1', slot);
  expect(errors).toHaveLength(1);
});
