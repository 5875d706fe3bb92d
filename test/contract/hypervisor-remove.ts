import { describe, expect, test } from 'vitest';
import { type LabNow, planOf } from './hypervisor-lab.ts';

/** Taking away, whole and half made things, and nobody else's. */
export function removeContract(lab: LabNow): void {
  describe('remove', () => {
    test('leaves nothing of a machine that runs, and can be repeated', async () => {
      const { hypervisor, leftovers } = lab();
      const vm = await hypervisor.create(planOf('doomed'));
      await hypervisor.start(vm.ref);
      expect(await leftovers(vm)).not.toEqual([]);
      await hypervisor.remove(vm.ref);
      expect(await leftovers(vm)).toEqual([]);
      await hypervisor.remove(vm.ref);
    });

    test('removes many at once', async () => {
      const { hypervisor, leftovers } = lab();
      const vms = await Promise.all([1, 2, 3, 4, 5, 6].map((n) => hypervisor.create(planOf(`many-${n}`))));
      await Promise.all(vms.map(({ ref }) => hypervisor.remove(ref)));
      for (const vm of vms) expect(await leftovers(vm)).toEqual([]);
    });

    test('goes on where another process has begun', async () => {
      const { hypervisor, another, leftovers, lose } = lab();
      const vm = await hypervisor.create(planOf('begun'));
      await lose(vm, 'machine');
      const other = another();
      await other.remove(vm.ref);
      await other.close();
      expect(await leftovers(vm)).toEqual([]);
    });
  });

  describe('discard', () => {
    test('is content where nothing was made', async () => {
      const { hypervisor } = lab();
      const plan = planOf('never-made');
      await hypervisor.discard(plan);
      expect(await hypervisor.find('never-made')).toBeNull();
    });

    test.each(['nothing', 'disk', 'machine'] as const)(
      'removes all that is left where %s was lost',
      async (part) => {
        const { hypervisor, leftovers, lose } = lab();
        const plan = planOf('half-made');
        const vm = await hypervisor.create(plan);
        if (part !== 'nothing') await lose(vm, part);
        await hypervisor.discard(plan);
        expect(await leftovers(vm)).toEqual([]);
        await hypervisor.discard(plan);
      },
    );

    test('removes a machine that runs', async () => {
      const { hypervisor, leftovers } = lab();
      const plan = planOf('half-run');
      const vm = await hypervisor.create(plan);
      await hypervisor.start(vm.ref);
      await hypervisor.discard(plan);
      expect(await leftovers(vm)).toEqual([]);
    });

    test('leaves what another request has under the same name', async () => {
      const { hypervisor, leftovers } = lab();
      const vm = await hypervisor.create(planOf('claimed'));
      const before = await leftovers(vm);
      await hypervisor.discard(planOf('claimed'));
      expect(await leftovers(vm)).toEqual(before);
      expect(await hypervisor.find('claimed')).toEqual(vm);
      await hypervisor.remove(vm.ref);
    });

    test("leaves a stranger's machine of the same name", async () => {
      const { hypervisor, addForeign, removeForeign, exists } = lab();
      await addForeign('foreign');
      await hypervisor.discard(planOf('foreign'));
      expect(await exists('foreign')).toBe(true);
      await removeForeign('foreign');
    });
  });
}
