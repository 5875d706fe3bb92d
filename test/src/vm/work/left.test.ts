import { expect, onTestFinished, test } from 'vitest';
import { silentLog } from '../../../../src/base/log.ts';
import { createFeed } from '../../../../src/job/feed.ts';
import { isFinished } from '../../../../src/job/job.ts';
import { createRunner } from '../../../../src/job/runner.ts';
import { createWatchHub } from '../../../../src/vm/watch-hub.ts';
import { vmWorks } from '../../../../src/vm/work/index.ts';
import { act } from '../../../adapters/sqlite/support/requests.ts';
import { openTestStore } from '../../../adapters/sqlite/support/store.ts';
import { addMachine } from '../../../commands/support/lab.ts';
import { createFakeHypervisor } from '../../../fakes/hypervisor.ts';
import { fakeTools } from '../../../fakes/tools.ts';
import { troubleDoc } from '../../../support/trouble-doc.ts';

const HOUR_MS = 3_600_000;
const LEFT =
  'It is unknown how this ended: labvm was down for a long time, or its database was restored from a backup. It will not be continued.';

const works = new Map(vmWorks.map((work) => [work.kind, work]));

/** Jobs that yesterday's labvm left, and today's hypervisor. */
async function yesterday() {
  let nowMs = Date.UTC(2026, 0, 2);
  const clock = { now: () => new Date(nowMs) };
  const store = openTestStore({ clock });
  const hypervisor = createFakeHypervisor();
  const worker = await store.workers.enter();

  return {
    store,
    hypervisor,
    /** A job of a kind, stored and not carried out. */
    async asks(kind: string, input: { readonly name: string }) {
      const work = works.get(kind);
      const stepNames = work?.steps.map(({ name }) => name) ?? [];
      const job = { kind, vm: input.name, input, stepNames, reservation: null };
      const result = await store.jobs.start(act(worker, [job]));
      if (result.kind !== 'started') throw new Error('It did not start.');
      return result.job.id;
    },
    /** The next labvm comes, and ends what was left. */
    async ends(id: string, afterMs: number) {
      await store.workers.leave(worker);
      nowMs += afterMs;
      const { waitForPower } = createWatchHub({ hypervisor, log: silentLog });
      const tools = { ...fakeTools(), hypervisor, waitForPower };
      const runner = createRunner({
        ...store,
        ...{ works, tools, log: silentLog, clock },
        slotLimits: { download: 1, disk: 1, start: 1 },
        patience: { stepMs: 1000, undoMs: 1000 },
      });
      await runner.start();
      onTestFinished(() => runner.stop({ graceMs: 0 }));
      for await (const { job } of createFeed(store).follow(id, new AbortController().signal))
        if (isFinished(job)) return job;
      throw new Error('It did not end.');
    },
  };
}

const CREATE = {
  expectedBootSeconds: 1,
  plan: {
    ...{ owner: 'ana', image: 'tiny', spec: { cpus: 1, memoryMiB: 128, diskGiB: 1 } },
    hardware: { firmware: 'bios', diskBus: 'virtio', nicModel: 'virtio' },
  },
} as const;

test('a create of long ago whose machine exists is done, and nothing is switched on', async () => {
  const lab = await yesterday();
  const id = await lab.asks('vm.create', { name: 'web1', ...CREATE });
  lab.hypervisor.world.add({ ...CREATE.plan, requestId: id, name: 'web1', createdAt: new Date() });
  const job = await lab.ends(id, 20 * HOUR_MS);
  expect(job).toMatchObject({ state: 'done', error: null, result: { vm: { name: 'web1', power: 'off' } } });
});

test('a create of long ago whose machine does not exist is not carried out, and what is half made goes', async () => {
  const lab = await yesterday();
  const id = await lab.asks('vm.create', { name: 'web1', ...CREATE });
  lab.hypervisor.world.disks.add(id);
  const job = await lab.ends(id, 20 * HOUR_MS);
  expect(job).toMatchObject({
    state: 'failed',
    error: {
      code: 'failed',
      text: {
        en: LEFT,
        es: 'No se sabe cómo acabó esto: labvm estuvo parado mucho tiempo, o su base de datos se restauró de una copia. No se retomará.',
      },
    },
  });
  expect(troubleDoc).toContain(LEFT);
  expect(lab.hypervisor.world.machines.size).toBe(0);
  expect(lab.hypervisor.world.disks.has(id)).toBe(false);
});

test('a delete of long ago deletes nothing: its machine is there, or it came true', async () => {
  const there = await yesterday();
  addMachine(there.hypervisor, 'web1', 'running');
  const one = await there.asks('vm.delete', { name: 'web1', requestId: 'req-web1' } as { name: string });
  expect(await there.ends(one, 20 * HOUR_MS)).toMatchObject({
    state: 'failed',
    error: { text: { en: LEFT } },
  });
  expect(there.hypervisor.world.machine('web1').power).toBe('running');

  const gone = await yesterday();
  const other = await gone.asks('vm.delete', { name: 'web1', requestId: 'req-web1' } as { name: string });
  expect(await gone.ends(other, 20 * HOUR_MS)).toMatchObject({ state: 'done', error: null });
});

test.for([0, 20 * HOUR_MS])(
  'a machine that was made anew under the same name is not the one to delete, after %i ms',
  async (afterMs) => {
    const lab = await yesterday();
    const id = await lab.asks('vm.delete', { name: 'web1', requestId: 'of-yesterday' } as { name: string });
    addMachine(lab.hypervisor, 'web1', 'running');
    expect(await lab.ends(id, afterMs)).toMatchObject({ state: 'done' });
    expect(lab.hypervisor.world.machine('web1').power).toBe('running');
  },
);

test('an order of long ago for a machine that has another power by now is let be', async () => {
  const lab = await yesterday();
  addMachine(lab.hypervisor, 'web1', 'running');
  const id = await lab.asks('vm.kill', { name: 'web1' });
  expect(await lab.ends(id, 20 * HOUR_MS)).toMatchObject({ state: 'failed', error: { code: 'failed' } });
  expect(lab.hypervisor.world.machine('web1').power).toBe('running');
});

test('an order for a machine that was made anew meanwhile says that its machine is gone', async () => {
  const lab = await yesterday();
  addMachine(lab.hypervisor, 'web1', 'running');
  const id = await lab.asks('vm.kill', { name: 'web1', requestId: 'of-yesterday' } as { name: string });
  const job = await lab.ends(id, 0);
  expect(job).toMatchObject({
    state: 'failed',
    error: { code: 'not-found', text: { en: 'The machine web1 no longer exists.' } },
  });
});
