import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { slitaz } from '../../../../src/image/catalogue/slitaz.ts';
import { fetchImage } from '../../../../src/image/work/fetch.ts';
import { pruneImages, removeImage, verifyImage } from '../../../../src/image/work/keep.ts';
import { saveImage } from '../../../../src/image/work/save.ts';
import { create } from '../../../../src/vm/work/create.ts';
import { ANA, addImage, addMachine } from '../../../commands/support/lab.ts';
import { runStep, undo, workBench } from '../../vm/work/support/bench.ts';

const FETCH = { image: slitaz, path: null, renew: false, isAdded: false };

describe('fetching an image', () => {
  it('shows how it comes on, and says why its bytes are believed', async () => {
    const bench = workBench();
    expect(await runStep(fetchImage, 'fetch', FETCH, bench)).toBe('10 MB');
    expect(bench.notes).toEqual(['5 of 10 MB']);
    expect(await fetchImage.result?.(FETCH, bench.tools)).toMatchObject({
      said: {
        tone: 'warning',
        title: { en: 'slitaz is on the host, 10 MB.' },
        texts: [{ en: expect.stringContaining('this first download was trusted') }],
        note: { en: 'Create a machine from it: /vm create slitaz' },
      },
    });
  });

  it('takes a file where there is one', async () => {
    const bench = workBench();
    const input = { ...FETCH, path: '/srv/s.iso', isAdded: true, renew: true };
    await runStep(fetchImage, 'fetch', input, bench);
    expect(bench.asked).toEqual([['take', 'slitaz', '/srv/s.iso']]);
    expect(bench.world.images.at(-1)?.declared).toEqual({ isAdded: true, renew: true });
  });

  it.each([
    ['cancelled', [['drop', 'slitaz']]],
    ['failed', []],
  ] as const)('keeps what has come for the next try unless it was cancelled: %s', async (state, asked) => {
    const bench = workBench();
    await undo(fetchImage, FETCH, state, bench);
    expect(bench.asked).toEqual(asked);
  });
});

describe('making a machine whose image is not here', () => {
  const input = {
    name: 'live1',
    expectedBootSeconds: 1,
    plan: {
      owner: ANA.id,
      image: 'slitaz',
      spec: { cpus: 1, memoryMiB: 512, diskGiB: 0 },
      hardware: slitaz.hardware,
      medium: 'live',
    },
    firstBoot: null,
  } as const;

  it('fetches it, unless somebody else has meanwhile', async () => {
    const bench = workBench();
    expect(await runStep(create, 'image', input, bench)).toBe('10 MB');
    expect(await runStep(create, 'image', input, bench)).toBe('already there');
    expect(bench.asked).toEqual([['download', 'slitaz']]);
    await runStep(create, 'machine', input, bench);
    expect(bench.world.machine('live1').plan).toMatchObject({ medium: 'live', firstBoot: null });
  });

  it('says so where the image is in no catalogue any more', async () => {
    const gone = { ...input, plan: { ...input.plan, image: 'gone' } };
    await expect(runStep(create, 'image', gone, workBench())).rejects.toMatchObject({
      code: 'not-found',
      text: { en: 'There is no longer an image called gone.' },
    });
  });

  const image = { name: 'image', state: 'running', note: null, startedAt: null, finishedAt: null } as never;
  it.each([
    ['a cancelled one that fetched', 'cancelled', [image], [['drop', 'slitaz']]],
    ['a failed one that fetched', 'failed', [image], []],
    ['a cancelled one that had nothing to fetch', 'cancelled', [], []],
  ] as const)('drops the download only of %s', async (_what, state, steps, asked) => {
    const bench = workBench({ steps });
    await undo(create, input, state, bench);
    expect(bench.asked).toEqual(asked);
  });
});

describe('verifying an image', () => {
  const bytes = Buffer.from('bytes of an image');
  const sha256 = createHash('sha256').update(bytes).digest('hex');

  it('finds it as it was, and tells a single changed byte with who stands on it', async () => {
    const bench = workBench();
    addImage(bench.hypervisor, 'debian', { sha256, sizeBytes: bytes.length });
    addMachine(bench.hypervisor, 'deb', 'off', ANA.id, 'debian');
    bench.world.imageBytes.set('debian', bytes);
    expect(await runStep(verifyImage, 'verify', { id: 'debian' }, bench)).toBeUndefined();
    bench.world.imageBytes.set('debian', Buffer.from('bytes of an imagE'));
    await expect(runStep(verifyImage, 'verify', { id: 'debian' }, bench)).rejects.toMatchObject({
      code: 'bad-image',
      text: { en: expect.stringContaining('It is used by one machine.') },
      hint: { en: expect.stringContaining('/image pull debian --renew') },
    });
  });
});

describe('removing images', () => {
  it('refuses where a machine was made of it after the question', async () => {
    const bench = workBench();
    addMachine(bench.hypervisor, 'web1', 'off');
    await expect(runStep(removeImage, 'remove', { id: 'tiny' }, bench)).rejects.toMatchObject({
      code: 'busy',
      text: { en: 'tiny cannot be removed: it is needed by one machine.' },
    });
    expect(bench.world.images).toHaveLength(1);
    bench.world.removedBySomebody('web1');
    await runStep(removeImage, 'remove', { id: 'tiny' }, bench);
    expect(bench.world.images).toEqual([]);
  });

  it('of which nobody needs any leaves those that somebody needs by now', async () => {
    const bench = workBench();
    addImage(bench.hypervisor, 'slitaz', { format: 'iso' });
    addImage(bench.hypervisor, 'debian');
    addMachine(bench.hypervisor, 'deb', 'off', ANA.id, 'debian');
    bench.world.intakes.set('alpine', { bytes: Buffer.alloc(7e6), mark: '', isOpen: false });
    const said = await runStep(pruneImages, 'prune', { unused: ['slitaz', 'debian'] }, bench);
    expect(said).toBe('50 MB freed');
    expect(bench.asked).toEqual([['drop', 'alpine']]);
    expect(bench.world.images.map(({ id }) => id)).toEqual(['tiny', 'debian']);
  });
});

describe('saving a machine', () => {
  const input = { name: 'web1', image: { ...slitaz, id: 'lesson3' }, at: '2026-01-02T03:04:05.000Z' };

  it('keeps where it came from, and tells what to clean before', async () => {
    const bench = workBench();
    addMachine(bench.hypervisor, 'web1', 'off');
    await runStep(saveImage, 'save', input, bench);
    expect(bench.world.images.at(-1)).toMatchObject({
      id: 'lesson3',
      origin: { from: 'web1', trust: 'local', at: input.at },
      declared: { id: 'lesson3', defaults: { diskGiB: 1 } },
    });
    expect(await saveImage.result?.(input, bench.tools)).toMatchObject({
      said: { texts: [{ en: expect.stringContaining('/etc/machine-id') }] },
    });
  });

  it('refuses one that was switched on meanwhile', async () => {
    const bench = workBench();
    addMachine(bench.hypervisor, 'web1');
    await expect(runStep(saveImage, 'save', input, bench)).rejects.toMatchObject({ code: 'wrong-state' });
    expect(bench.world.images).toHaveLength(1);
  });
});
