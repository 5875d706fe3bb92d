import { afterEach, expect, it } from 'vitest';
import { deleteMachines } from './support/clean.ts';
import { succeed } from './support/labvm.ts';
import { page } from './support/page.ts';

afterEach(deleteMachines);

it('one line makes several machines, each with its page, and what is restarted has an address again', async () => {
  const { vms } = await succeed('/vm create tiny class --count 2 --memory 128M');
  expect(vms?.map(({ name }) => name)).toEqual(['class-1', 'class-2']);
  expect(new Set(vms?.map(({ addresses }) => addresses[0]?.ip)).size).toBe(2);
  for (const vm of vms ?? []) expect(await page(vm)).toContain(vm.name);
  const { vm } = await succeed('/vm restart class-1');
  expect(vm?.addresses).toHaveLength(1);
  expect(await page(vm)).toContain('class-1');
});
