import { describe, expect, test } from 'vitest';
import type { VmRef } from '../../src/vm/vm.ts';
import { type LabNow, planOf } from './hypervisor-lab.ts';

/** Hosts, images, making machines and finding them. */
export function createContract(lab: LabNow): void {
  describe('host', () => {
    test('has a name, a size and room', async () => {
      const [host] = await lab().hypervisor.hosts();
      expect(host).toMatchObject({ acceleration: 'none', reach: 'ok' });
      expect(host?.name).not.toBe('');
      expect(host?.cpus).toBeGreaterThan(0);
      expect(host?.freeMemoryMiB).toBeGreaterThan(0);
      expect(host?.freeMemoryMiB).toBeLessThanOrEqual(host?.memoryMiB ?? 0);
      expect(host?.freeDiskGiB).toBeLessThanOrEqual(host?.diskGiB ?? 0);
    });

    test('has the image tiny', async () => {
      const images = await lab().hypervisor.images();
      const tiny = images.find(({ id }) => id === 'tiny');
      expect(tiny?.sha256).toMatch(/^[0-9a-f]{64}$/);
      expect(tiny?.sizeBytes).toBeGreaterThan(1e6);
      expect(tiny?.virtualSizeBytes).toBeGreaterThan(1e6);
    });
  });

  describe('create', () => {
    test('makes a machine as it was planned, switched off, and finds it by name and request', async () => {
      const { hypervisor, reachedFrom } = lab();
      const plan = planOf('made', { spec: { cpus: 2, memoryMiB: 160, diskGiB: 2 } });
      const vm = await hypervisor.create(plan);
      expect(vm).toMatchObject({
        name: 'made',
        image: 'tiny',
        owner: plan.owner,
        requestId: plan.requestId,
        power: 'off',
        task: null,
        reach: 'ok',
        addresses: [],
        reachedFrom,
        spec: plan.spec,
        createdAt: plan.createdAt,
        expiresAt: null,
      });
      expect(await hypervisor.find('made')).toEqual(vm);
      expect(await hypervisor.findByRequest(plan.requestId)).toEqual(vm);
      expect((await hypervisor.list()).vms).toContainEqual(vm);
      await hypervisor.remove(vm.ref);
    });

    test('is the same machine for the same request, at once, later and from another process', async () => {
      const { hypervisor, another } = lab();
      const plan = planOf('same');
      const [one, two] = await Promise.all([hypervisor.create(plan), hypervisor.create(plan)]);
      expect(two).toEqual(one);
      const other = another();
      expect(await other.create(plan)).toEqual(one);
      expect((await other.list()).vms.filter(({ name }) => name === 'same')).toHaveLength(1);
      await other.close();
      await hypervisor.remove(one.ref);
    });

    test.each(['machine', 'disk'] as const)(
      'goes on where the %s is missing after a discard',
      async (part) => {
        const { hypervisor, lose } = lab();
        const plan = planOf('half');
        await lose(await hypervisor.create(plan), part);
        await hypervisor.discard(plan);
        const again = await hypervisor.create(plan);
        expect(await hypervisor.find('half')).toEqual(again);
        await hypervisor.remove(again.ref);
      },
    );

    test('goes on where only the disk is left', async () => {
      const { hypervisor, lose } = lab();
      const plan = planOf('half');
      await lose(await hypervisor.create(plan), 'machine');
      const again = await hypervisor.create(plan);
      expect(await hypervisor.find('half')).toEqual(again);
      await hypervisor.remove(again.ref);
    });

    test('refuses a name that another request has', async () => {
      const { hypervisor } = lab();
      const vm = await hypervisor.create(planOf('taken'));
      await expect(hypervisor.create(planOf('taken'))).rejects.toMatchObject({ kind: 'exists' });
      expect(await hypervisor.find('taken')).toEqual(vm);
      await hypervisor.remove(vm.ref);
    });

    test('refuses an image that is not there', async () => {
      const plan = planOf('no-image', { image: 'nothing-of-that-name' });
      await expect(lab().hypervisor.create(plan)).rejects.toMatchObject({ kind: 'not-found' });
      expect(await lab().hypervisor.find('no-image')).toBeNull();
    });

    test('ends with the reason of an abort, and leaves nothing that discard would not find', async () => {
      const { hypervisor, leftovers } = lab();
      const plan = planOf('aborted');
      const reason = new Error('not wanted any more');
      await expect(hypervisor.create(plan, { signal: AbortSignal.abort(reason) })).rejects.toBe(reason);
      const vm = await hypervisor.create(plan);
      await hypervisor.discard(plan);
      const midway = new AbortController();
      const creation = hypervisor.create(plan, { signal: midway.signal }).catch(() => undefined);
      midway.abort(reason);
      await creation;
      await hypervisor.discard(plan);
      expect(await leftovers(vm)).toEqual([]);
    });
  });

  describe('machines of others', () => {
    test('are names that are taken and nothing else', async () => {
      const { hypervisor, addForeign, removeForeign } = lab();
      await addForeign('stranger');
      try {
        const list = await hypervisor.list();
        expect(list.foreignNames).toContain('stranger');
        expect(list.vms.map(({ name }) => name)).not.toContain('stranger');
        expect(await hypervisor.find('stranger')).toBeNull();
        await expect(hypervisor.create(planOf('stranger'))).rejects.toMatchObject({ kind: 'exists' });
      } finally {
        await removeForeign('stranger');
      }
    });
  });

  describe('errors', () => {
    test('say that a machine is gone', async () => {
      const { hypervisor } = lab();
      const vm = await hypervisor.create(planOf('gone'));
      await hypervisor.remove(vm.ref);
      expect(await hypervisor.find('gone')).toBeNull();
      expect(await hypervisor.findByRequest(vm.requestId)).toBeNull();
      for (const ref of [vm.ref, 'no reference at all' as VmRef]) {
        await expect(hypervisor.start(ref)).rejects.toMatchObject({ kind: 'not-found' });
        await expect(hypervisor.addresses(ref)).rejects.toMatchObject({ kind: 'not-found' });
      }
    });

    test('say that the lab does not answer', async () => {
      const hypervisor = lab().unreachable();
      await expect(hypervisor.list()).rejects.toMatchObject({ name: 'PortError', kind: 'unreachable' });
      await expect(hypervisor.find('any')).rejects.toMatchObject({ kind: 'unreachable' });
      await hypervisor.close();
    });

    test('are the reason of the signal where it fired', async () => {
      const reason = new Error('enough');
      await expect(lab().hypervisor.list({ signal: AbortSignal.abort(reason) })).rejects.toBe(reason);
    });
  });
}
