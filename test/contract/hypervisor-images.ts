import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import type { ImageFacts } from '../../src/image/host-image.ts';
import type { Hypervisor } from '../../src/vm/hypervisor.ts';
import type { VmPlan } from '../../src/vm/plan.ts';
import { disc } from '../adapters/download/support/files.ts';
import { eventually } from '../support/eventually.ts';
import { type LabNow, planOf } from './hypervisor-lab.ts';

/** Images that come, are used and go; discs in drives. */
export function imagesContract(lab: LabNow): void {
  const bytes = disc(100 * 2048);

  const factsOf = (id: string, content: Buffer): ImageFacts => ({
    id,
    format: 'iso',
    sizeBytes: content.length,
    virtualSizeBytes: content.length,
    sha256: createHash('sha256').update(content).digest('hex'),
    origin: { from: 'a test', trust: 'local', at: '2026-01-02T03:04:05.678Z' },
    declared: { id, note: '"<&' },
  });

  async function put(hypervisor: Hypervisor, id: string, content: Buffer = bytes): Promise<void> {
    const intake = await hypervisor.receiveImage(id);
    await intake.restart('');
    await intake.write(content);
    await intake.keep(factsOf(id, content));
  }

  const liveFrom = (image: string, name: string, changes: Partial<VmPlan> = {}) =>
    planOf(name, { image, medium: 'live', spec: { cpus: 1, memoryMiB: 128, diskGiB: 0 }, ...changes });

  describe('an image', () => {
    test('is there once it is kept, with all that was said of it', async () => {
      const { hypervisor } = lab();
      const intake = await hypervisor.receiveImage('lesson');
      await intake.restart('a mark');
      await intake.write(bytes.subarray(0, 5000));
      await intake.write(bytes.subarray(5000));
      expect(intake.sizeBytes).toBe(bytes.length);
      expect(await intake.room()).toBeGreaterThan(0);
      expect(await intake.foreign()).toBeNull();
      expect(await intake.inspect()).toMatchObject({ format: 'iso', virtualSizeBytes: bytes.length });
      expect((await hypervisor.images()).map(({ id }) => id)).not.toContain('lesson');
      await intake.keep(factsOf('lesson', bytes));
      const found = (await hypervisor.images()).find(({ id }) => id === 'lesson');
      expect(found).toEqual({ ...factsOf('lesson', bytes), usedBy: [] });
      const pieces: Uint8Array[] = [];
      for await (const piece of await hypervisor.readImage('lesson')) pieces.push(piece);
      expect(Buffer.concat(pieces)).toEqual(bytes);
      expect(await hypervisor.unfinishedImages()).toEqual([]);
      await hypervisor.removeImage('lesson');
      await hypervisor.removeImage('lesson');
      expect((await hypervisor.images()).map(({ id }) => id)).not.toContain('lesson');
      await expect(hypervisor.readImage('lesson')).rejects.toMatchObject({ kind: 'not-found' });
    });

    test('that came in part is gone on with, by one at a time', async () => {
      const { hypervisor, another } = lab();
      const first = await hypervisor.receiveImage('part');
      await first.restart('from there');
      await first.write(bytes.subarray(0, 5000));
      const other = another();
      await expect(other.receiveImage('part')).rejects.toMatchObject({ kind: 'busy' });
      await first.close();
      expect(await other.unfinishedImages()).toEqual([{ id: 'part', sizeBytes: 5000 }]);
      const second = await other.receiveImage('part');
      expect(second).toMatchObject({ sizeBytes: 5000, mark: 'from there' });
      const there: Uint8Array[] = [];
      for await (const piece of second.read()) there.push(Buffer.from(piece));
      expect(Buffer.concat(there)).toEqual(bytes.subarray(0, 5000));
      await second.drop();
      expect(await other.unfinishedImages()).toEqual([]);
      await other.close();
    });

    test('that machines need stays, and names them', async () => {
      const { hypervisor } = lab();
      await put(hypervisor, 'needed');
      const vm = await hypervisor.create(liveFrom('needed', 'needs-it'));
      expect((await hypervisor.images()).find(({ id }) => id === 'needed')?.usedBy).toEqual(['needs-it']);
      await expect(hypervisor.removeImage('needed')).rejects.toMatchObject({
        kind: 'busy',
        message: expect.stringContaining('needs-it'),
      });
      await hypervisor.remove(vm.ref);
      await hypervisor.removeImage('needed');
    });

    test('that is replaced stays for those who need it, and goes after them', async () => {
      const { hypervisor } = lab();
      await put(hypervisor, 'renewed');
      const vm = await hypervisor.create(liveFrom('renewed', 'old-one'));
      await put(hypervisor, 'renewed', disc(120 * 2048));
      await hypervisor.remove(vm.ref);
      const removed = await hypervisor.removeOldImages();
      expect(removed).toEqual([{ name: expect.stringContaining('renewed'), sizeBytes: bytes.length }]);
      expect(await hypervisor.removeOldImages()).toEqual([]);
      await hypervisor.removeImage('renewed');
    });
  });

  describe('a machine', () => {
    test('starts from a disc, without a disk or with an empty one', async () => {
      const { hypervisor, leftovers } = lab();
      await put(hypervisor, 'live');
      const diskless = await hypervisor.create(liveFrom('live', 'diskless'));
      expect(diskless).toMatchObject({ disc: 'live', spec: { diskGiB: 0 } });
      const spec = { cpus: 1, memoryMiB: 128, diskGiB: 2 };
      const install = await hypervisor.create(liveFrom('live', 'install', { medium: 'install', spec }));
      expect(install).toMatchObject({ disc: 'live', spec });
      for (const vm of [diskless, install]) {
        await hypervisor.remove(vm.ref);
        expect(await leftovers(vm)).toEqual([]);
      }
      await hypervisor.removeImage('live');
    });

    test('is not made of a disc that should be a disk, nor the other way round', async () => {
      const { hypervisor } = lab();
      await put(hypervisor, 'disc');
      await expect(hypervisor.create(planOf('x', { image: 'disc' }))).rejects.toMatchObject({
        kind: 'unsupported',
      });
      await expect(hypervisor.create(planOf('x', { medium: 'live' }))).rejects.toMatchObject({
        kind: 'unsupported',
      });
      await hypervisor.removeImage('disc');
    });

    test('is given a disc, and another one, and none', async () => {
      const { hypervisor } = lab();
      await put(hypervisor, 'one');
      await put(hypervisor, 'two', disc(120 * 2048));
      const vm = await hypervisor.create(planOf('drive'));
      expect(vm.disc).toBeUndefined();
      const discNow = async () => (await hypervisor.find('drive'))?.disc;
      await hypervisor.insertDisc(vm.ref, 'one');
      expect(await discNow()).toBe('one');
      await hypervisor.insertDisc(vm.ref, 'two');
      expect(await discNow()).toBe('two');
      await expect(hypervisor.removeImage('two')).rejects.toMatchObject({ kind: 'busy' });
      await hypervisor.ejectDisc(vm.ref, false);
      expect(await discNow()).toBeNull();
      await hypervisor.ejectDisc(vm.ref, false);
      await hypervisor.remove(vm.ref);
      for (const id of ['one', 'two']) await hypervisor.removeImage(id);
    });

    test('that runs is given a disc only if it has a drive', async () => {
      const { hypervisor } = lab();
      await put(hypervisor, 'late');
      const without = await hypervisor.create(planOf('no-drive'));
      const withDrive = await hypervisor.create(liveFrom('late', 'with-drive'));
      for (const vm of [without, withDrive]) await hypervisor.start(vm.ref);
      await expect(hypervisor.insertDisc(without.ref, 'late')).rejects.toMatchObject({ kind: 'unsupported' });
      // A firmware that is at its drives resets them, and a disc is not changed in that moment.
      const signs = () => hypervisor.startSigns(withDrive.ref);
      await eventually('the end of its firmware', signs, (seen) => seen?.lastWords !== null);
      await hypervisor.ejectDisc(withDrive.ref, true);
      expect((await hypervisor.find('with-drive'))?.disc).toBeNull();
      await hypervisor.insertDisc(withDrive.ref, 'late');
      expect((await hypervisor.find('with-drive'))?.disc).toBe('late');
      for (const vm of [without, withDrive]) await hypervisor.remove(vm.ref);
      await hypervisor.removeImage('late');
    });

    test('is not given a disc that is not there, or is no disc', async () => {
      const { hypervisor } = lab();
      const vm = await hypervisor.create(planOf('choosy'));
      await expect(hypervisor.insertDisc(vm.ref, 'nothing')).rejects.toMatchObject({ kind: 'not-found' });
      await expect(hypervisor.insertDisc(vm.ref, 'tiny')).rejects.toMatchObject({ kind: 'unsupported' });
      await hypervisor.remove(vm.ref);
    });

    test('that is off becomes an image, of which others are made', async () => {
      const { hypervisor } = lab();
      const vm = await hypervisor.create(planOf('model'));
      const facts = {
        id: 'saved',
        origin: { from: 'model', trust: 'local' as const, at: '2026-01-02T03:04:05.678Z' },
        declared: { id: 'saved' },
      };
      await hypervisor.start(vm.ref);
      await expect(hypervisor.saveImage(vm.ref, facts)).rejects.toMatchObject({ kind: 'wrong-state' });
      await hypervisor.kill(vm.ref);
      await hypervisor.saveImage(vm.ref, facts);
      // A step that is repeated.
      await hypervisor.saveImage(vm.ref, facts);
      await hypervisor.remove(vm.ref);
      const saved = (await hypervisor.images()).find(({ id }) => id === 'saved');
      expect(saved).toMatchObject({ ...facts, format: 'qcow2', virtualSizeBytes: 1024 ** 3, usedBy: [] });
      const copy = await hypervisor.create(planOf('copy', { image: 'saved' }));
      const again = { ...facts, origin: { ...facts.origin, at: '2026-01-03T00:00:00.000Z' } };
      await expect(hypervisor.saveImage(copy.ref, again)).rejects.toMatchObject({ kind: 'exists' });
      await hypervisor.remove(copy.ref);
      await hypervisor.removeImage('saved');
    });

    test('reads at its first start what it was given', async () => {
      const { hypervisor, leftovers } = lab();
      const seed = {
        kind: 'nocloud',
        metaData: 'instance-id: 1\n',
        userData: '#cloud-config\n',
        vendorData: '',
      } as const;
      const seeded = await hypervisor.create(planOf('seeded', { firstBoot: seed }));
      const ignited = await hypervisor.create(
        planOf('ignited', { firstBoot: { kind: 'ignition', config: '{}' } }),
      );
      for (const vm of [seeded, ignited]) {
        await hypervisor.start(vm.ref);
        await hypervisor.remove(vm.ref);
        expect(await leftovers(vm)).toEqual([]);
      }
    });
  });
}
