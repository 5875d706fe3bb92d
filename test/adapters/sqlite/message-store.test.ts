import { expect, test } from 'vitest';
import { act, plain } from './support/requests.ts';
import { openTestStore } from './support/store.ts';

async function withJob() {
  const store = openTestStore();
  const worker = await store.workers.enter();
  const result = await store.jobs.start(act(worker, [plain('web')]));
  if (result.kind !== 'started') throw new Error('It did not start.');
  return { store, worker, job: result.job, unshown: () => store.messages.unshown('terminal') };
}

test('a message whose process left is to be shown by another, under the name the chat gave it', async () => {
  const { store, worker, job, unshown } = await withJob();
  expect(await unshown()).toEqual([]);
  await store.messages.shown(job.id, worker, 'ts-17', 1);
  await store.workers.leave(worker);
  expect(await unshown()).toEqual([{ jobId: job.id, place: job.place, ref: 'ts-17', shownRevision: 1 }]);
  expect(await store.messages.unshown('slack')).toEqual([]);
});

test('a message that was never posted is to be shown, too', async () => {
  const { store, worker, job, unshown } = await withJob();
  await store.workers.leave(worker);
  expect(await unshown()).toEqual([{ jobId: job.id, place: job.place, ref: null, shownRevision: 0 }]);
});

test('a finished job is shown until its last state was', async () => {
  const { store, worker, job, unshown } = await withJob();
  await store.jobs.claim(worker, 9);
  await store.jobs.finish(job.id, worker, { state: 'done', error: null, result: null });
  const { revision = 0 } = (await store.jobs.get(job.id)) ?? {};
  await store.messages.shown(job.id, worker, 'm', revision - 1);
  await store.workers.leave(worker);
  expect(await unshown()).toHaveLength(1);
  const heir = await store.workers.enter();
  await store.messages.shown(job.id, heir, null, revision);
  expect(await unshown()).toEqual([]);
  await store.workers.leave(heir);
  expect(await unshown()).toEqual([]);
});

test('what was shown is not forgotten by an older or nameless note', async () => {
  const { store, worker, job, unshown } = await withJob();
  await store.messages.shown(job.id, worker, 'm', 7);
  await store.messages.shown(job.id, worker, null, 3);
  await store.workers.leave(worker);
  expect(await unshown()).toMatchObject([{ ref: 'm', shownRevision: 7 }]);
});

test('a batch has one message', async () => {
  const store = openTestStore();
  const worker = await store.workers.enter();
  await store.jobs.start(act(worker, [plain('a'), plain('b')]));
  await store.workers.leave(worker);
  expect(await store.messages.unshown('terminal')).toHaveLength(1);
});
