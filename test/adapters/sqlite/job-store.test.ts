import { expect, test } from 'vitest';
import type { Store } from '../../../adapters/sqlite/index.ts';
import { jobsExceeded } from '../../../src/access/errors.ts';
import { refused } from '../../../src/job/admission.ts';
import type { Job } from '../../../src/job/job.ts';
import { JobLostError } from '../../../src/job/lost.ts';
import { act, creating, plain } from './support/requests.ts';
import { openTestStore } from './support/store.ts';

const END = { state: 'done', error: null, result: { answer: 42 } } as const;
const FAILED = { code: 'failed', text: { en: 'It broke.', es: 'Se rompió.' } } as const;
const FREE = { slot: null, evenIfCancelled: false, irrevocable: false };
const onDisk = (limit: number) => ({ ...FREE, slot: { kind: 'disk', limit } as const });

async function started(store: Store, ...args: Parameters<typeof act>): Promise<Job> {
  const result = await store.jobs.start(act(...args));
  if (result.kind === 'refused') throw new Error(result.error.message);
  return result.job;
}

test('a job comes back as it was asked for', async () => {
  const store = openTestStore();
  const worker = await store.workers.enter();
  const place = { chat: 'slack', channel: 'C1', thread: '17.4' };
  const job = await started(store, worker, [creating('web')], { invocationId: 'i1', place });
  expect(await store.jobs.get(job.id)).toEqual({
    id: job.id,
    kind: 'toy',
    parentId: null,
    invocationId: 'i1',
    actorId: 'ana',
    place,
    locale: 'es',
    vm: 'web',
    input: { name: 'web' },
    state: 'queued',
    steps: [
      { name: 'one', state: 'waiting' },
      { name: 'two', state: 'waiting' },
    ],
    cancelledBy: null,
    ending: null,
    error: null,
    result: null,
    createdAt: expect.any(Date),
    startedAt: null,
    finishedAt: null,
    revision: 1,
  });
  expect(await store.jobs.get('nobody')).toBeNull();
});

test('how it is asked for anew is kept with it', async () => {
  const store = openTestStore();
  const worker = await store.workers.enter();
  const again = { line: '/toy web', isWhole: true };
  const { id } = await started(store, worker, [{ ...creating('web'), again }]);
  expect((await store.jobs.get(id))?.again).toEqual(again);
});

test('what a step was at is gone once it failed, or the job ended', async () => {
  const store = openTestStore();
  const worker = await store.workers.enter();
  const { id } = await started(store, worker, [creating('web')]);
  await store.jobs.claim(worker, 9);
  await store.jobs.beginStep(id, worker, 'one', FREE);
  await store.jobs.endStep(id, worker, 'one', 'fine');
  await store.jobs.beginStep(id, worker, 'two', FREE);
  await store.jobs.noteStep(id, worker, 'two', 'asking the server', 0.5);
  const error = { code: 'failed', text: { en: 'No.', es: 'No.' } } as const;
  await store.jobs.giveUp(id, worker, { state: 'failed', error }, 'two');
  expect((await store.jobs.get(id))?.steps[1]).toEqual({ name: 'two', state: 'failed' });
  await store.jobs.noteStep(id, worker, 'two', 'putting back');
  await store.jobs.finish(id, worker, { state: 'failed', error, result: null, undone: true });
  expect((await store.jobs.get(id))?.steps).toEqual([
    { name: 'one', state: 'undone' },
    { name: 'two', state: 'failed' },
  ]);
});

test('the same act starts once', async () => {
  const store = openTestStore();
  const worker = await store.workers.enter();
  const request = act(worker, [creating('a'), creating('b')]);
  const first = await store.jobs.start(request);
  const second = await store.jobs.start(request);
  expect(first.kind).toBe('started');
  expect(second).toEqual({ ...first, kind: 'repeated' });
  expect(await store.jobs.list({ limit: 10 })).toHaveLength(1);
});

test('a job goes through its steps to its end, and each change counts', async () => {
  const store = openTestStore();
  const worker = await store.workers.enter();
  const { id } = await started(store, worker, [creating('web')]);
  expect((await store.jobs.claim(worker, 9)).map((job) => [job.id, job.state])).toEqual([[id, 'running']]);
  expect(await store.jobs.beginStep(id, worker, 'one', FREE)).toBe('begun');
  await store.jobs.noteStep(id, worker, 'one', { en: 'half', es: 'mitad' }, 0.5);
  const half = await store.jobs.get(id);
  expect(half?.steps[0]).toEqual({
    name: 'one',
    state: 'running',
    note: { en: 'half', es: 'mitad' },
    fraction: 0.5,
  });
  await store.jobs.endStep(id, worker, 'one', 'fine');
  await store.jobs.noteStep(id, worker, 'one', 'too late', 0.9);
  const after = await store.jobs.get(id);
  expect(after?.steps[0]).toEqual({ name: 'one', state: 'done', note: 'fine' });
  expect(after?.revision).toBe((half?.revision ?? 0) + 1);
  await store.jobs.finish(id, worker, END);
  expect(await store.jobs.get(id)).toMatchObject({
    state: 'done',
    result: { answer: 42 },
    finishedAt: expect.any(Date),
  });
});

test('only who holds a job may change it', async () => {
  const store = openTestStore();
  const worker = await store.workers.enter();
  const stranger = await store.workers.enter();
  const { id } = await started(store, worker, [creating('web')]);
  await store.jobs.claim(worker, 9);
  const ending = { state: 'failed', error: FAILED } as const;
  await expect(store.jobs.beginStep(id, stranger, 'one', FREE)).rejects.toThrow(JobLostError);
  await expect(store.jobs.noteStep(id, stranger, 'one', 'x')).rejects.toThrow(JobLostError);
  await expect(store.jobs.endStep(id, stranger, 'one', 'x')).rejects.toThrow(JobLostError);
  await expect(store.jobs.giveUp(id, stranger, ending, null)).rejects.toThrow(JobLostError);
  await expect(store.jobs.finish(id, stranger, END)).rejects.toThrow(JobLostError);
  await store.jobs.release(id, stranger);
  expect(await store.jobs.held(worker)).toEqual([{ id, cancelledBy: null }]);
  await store.jobs.finish(id, worker, END);
  await expect(store.jobs.finish(id, worker, END)).rejects.toThrow(JobLostError);
});

test('jobs of one machine are given out one after another, in the order they were asked', async () => {
  const store = openTestStore();
  const worker = await store.workers.enter();
  const other = await store.workers.enter();
  const first = await started(store, worker, [plain('web')]);
  const second = await started(store, other, [plain('web')]);
  const elsewhere = await started(store, worker, [plain('db')]);
  expect(await store.jobs.claim(other, 9)).toEqual([]);
  expect((await store.jobs.claim(worker, 9)).map((job) => job.id)).toEqual([first.id, elsewhere.id]);
  expect(await store.jobs.claim(other, 9)).toEqual([]);
  await store.jobs.finish(first.id, worker, END);
  expect(await store.jobs.claim(worker, 9)).toEqual([]);
  expect((await store.jobs.claim(other, 9)).map((job) => job.id)).toEqual([second.id]);
});

test('the jobs of a worker that left go to whoever claims them, where they stopped', async () => {
  const store = openTestStore();
  const worker = await store.workers.enter();
  const { id } = await started(store, worker, [plain('web')]);
  await store.jobs.claim(worker, 9);
  await store.jobs.beginStep(id, worker, 'one', onDisk(1));
  await store.workers.leave(worker);
  const heir = await store.workers.enter();
  const [job] = await store.jobs.claim(heir, 9);
  expect(job).toMatchObject({ id, state: 'running', steps: [{ state: 'running' }, { state: 'waiting' }] });
  const { id: next } = await started(store, heir, [plain('db')]);
  await store.jobs.claim(heir, 9);
  expect(await store.jobs.beginStep(next, heir, 'one', onDisk(1))).toBe('begun');
});

test('a worker that was declared dead gets nothing, and what it starts is for the others', async () => {
  const store = openTestStore();
  const dead = await store.workers.enter();
  await store.workers.leave(dead);
  const { id } = await started(store, dead, [plain('web')]);
  expect(await store.jobs.claim(dead, 9)).toEqual([]);
  const alive = await store.workers.enter();
  expect((await store.jobs.claim(alive, 9)).map((job) => job.id)).toEqual([id]);
});

test('a slot is taken with a step, given back with its end, and never given twice', async () => {
  const store = openTestStore();
  const worker = await store.workers.enter();
  const ids: string[] = [];
  for (const vm of ['a', 'b', 'c']) ids.push((await started(store, worker, [plain(vm)])).id);
  const [a = '', b = '', c = ''] = ids;
  await store.jobs.claim(worker, 9);
  expect(await store.jobs.beginStep(a, worker, 'one', onDisk(2))).toBe('begun');
  expect(await store.jobs.beginStep(b, worker, 'one', onDisk(2))).toBe('begun');
  expect(await store.jobs.beginStep(c, worker, 'one', onDisk(2))).toBe('full');
  expect(await store.jobs.beginStep(a, worker, 'one', onDisk(2))).toBe('begun');
  expect((await store.jobs.get(c))?.steps[0]?.state).toBe('waiting');
  await store.jobs.endStep(a, worker, 'one', undefined);
  expect(await store.jobs.beginStep(c, worker, 'one', onDisk(2))).toBe('begun');
  expect(await store.jobs.beginStep(a, worker, 'one', onDisk(2))).toBe('full');
  await store.jobs.giveUp(b, worker, { state: 'failed', error: FAILED }, 'one');
  expect(await store.jobs.beginStep(a, worker, 'one', onDisk(2))).toBe('begun');
  await store.jobs.release(a, worker);
  await store.jobs.finish(c, worker, END);
  const [again] = await store.jobs.claim(worker, 9);
  expect(again?.id).toBe(a);
  expect(await store.jobs.beginStep(a, worker, 'one', onDisk(1))).toBe('begun');
});

test('a job that nobody has begun is cancelled at once, one that runs is marked', async () => {
  const store = openTestStore();
  const worker = await store.workers.enter();
  const running = await started(store, worker, [creating('web')]);
  await store.jobs.claim(worker, 9);
  const waiting = await started(store, worker, [plain('web')]);
  expect(await store.jobs.cancel(waiting.id, 'eva')).toMatchObject({
    state: 'cancelled',
    cancelledBy: 'eva',
    error: { code: 'cancelled' },
  });
  expect(await store.jobs.cancel(running.id, 'eva')).toMatchObject({ state: 'running', cancelledBy: 'eva' });
  expect(await store.jobs.cancel(running.id, 'leo')).toMatchObject({ cancelledBy: 'eva' });
  expect(await store.jobs.held(worker)).toEqual([{ id: running.id, cancelledBy: 'eva' }]);
  expect(await store.jobs.beginStep(running.id, worker, 'one', FREE)).toBe('cancelled');
  expect(await store.jobs.beginStep(running.id, worker, 'one', { ...FREE, evenIfCancelled: true })).toBe(
    'begun',
  );
  await store.jobs.finish(running.id, worker, END);
  expect(await store.jobs.cancel(running.id, 'eva')).toMatchObject({ state: 'done' });
  expect(await store.jobs.cancel('nobody', 'eva')).toBeNull();
});

test('a job that gave up keeps its first ending, and its steps say what came of them', async () => {
  const store = openTestStore();
  const worker = await store.workers.enter();
  const { id } = await started(store, worker, [creating('web')]);
  await store.jobs.claim(worker, 9);
  await store.jobs.beginStep(id, worker, 'one', FREE);
  await store.jobs.endStep(id, worker, 'one', undefined);
  await store.jobs.beginStep(id, worker, 'two', FREE);
  const failing = { state: 'failed', error: FAILED } as const;
  expect(await store.jobs.giveUp(id, worker, failing, 'two')).toEqual(failing);
  const cancelling = { state: 'cancelled', error: FAILED } as const;
  expect(await store.jobs.giveUp(id, worker, cancelling, null)).toEqual(failing);
  expect(await store.jobs.get(id)).toMatchObject({ state: 'running', ending: failing });
  await store.jobs.finish(id, worker, { ...failing, result: null, undone: true });
  expect(await store.jobs.get(id)).toMatchObject({
    state: 'failed',
    error: FAILED,
    steps: [{ state: 'undone' }, { state: 'failed' }],
  });
});

test('a batch changes with its jobs and ends with the last of them', async () => {
  const store = openTestStore();
  const worker = await store.workers.enter();
  const batch = await started(store, worker, [creating('a'), creating('b'), creating('c')]);
  const claimed = await store.jobs.claim(worker, 9);
  expect(claimed.map((job) => [job.kind, job.parentId, job.vm])).toEqual([
    ['toy', batch.id, 'a'],
    ['toy', batch.id, 'b'],
    ['toy', batch.id, 'c'],
  ]);
  const [a, b, c] = claimed.map((job) => job.id) as [string, string, string];
  const before = await store.jobs.get(batch.id);
  expect(before?.state).toBe('running');
  await store.jobs.beginStep(a, worker, 'one', FREE);
  expect((await store.jobs.get(batch.id))?.revision).toBeGreaterThan(before?.revision ?? 0);
  await store.jobs.finish(a, worker, END);
  await store.jobs.finish(b, worker, { state: 'failed', error: FAILED, result: null });
  expect((await store.jobs.get(batch.id))?.state).toBe('running');
  await store.jobs.finish(c, worker, { state: 'cancelled', error: null, result: null });
  expect(await store.jobs.get(batch.id)).toMatchObject({
    state: 'failed',
    error: { code: 'failed', text: { en: '1 of 3 failed. The first: It broke.' } },
  });
  expect(await store.jobs.list({ limit: 9 })).toHaveLength(1);
  expect((await store.jobs.children(batch.id)).map((job) => job.state)).toEqual([
    'done',
    'failed',
    'cancelled',
  ]);
});

test('cancelling a batch reaches all its jobs', async () => {
  const store = openTestStore();
  const worker = await store.workers.enter();
  const batch = await started(store, worker, [creating('a'), creating('b')]);
  const [claimed] = await store.jobs.claim(worker, 1);
  const cancelled = await store.jobs.cancel(batch.id, 'eva');
  expect(cancelled).toMatchObject({ state: 'running', cancelledBy: 'eva' });
  expect((await store.jobs.children(batch.id)).map((job) => [job.state, job.cancelledBy])).toEqual([
    ['running', 'eva'],
    ['cancelled', 'eva'],
  ]);
  await store.jobs.finish(claimed?.id ?? '', worker, { state: 'cancelled', error: null, result: null });
  expect(await store.jobs.get(batch.id)).toMatchObject({ state: 'cancelled', error: { code: 'cancelled' } });
});

test('a batch of which nothing was begun is cancelled at once', async () => {
  const store = openTestStore();
  const worker = await store.workers.enter();
  const batch = await started(store, worker, [creating('a'), creating('b')]);
  expect(await store.jobs.cancel(batch.id, 'eva')).toMatchObject({ state: 'cancelled' });
  expect(await store.jobs.claim(worker, 9)).toEqual([]);
});

test('lists are the newest first, by person and by what still runs', async () => {
  const store = openTestStore();
  const worker = await store.workers.enter();
  const first = await started(store, worker, [plain('a')]);
  const second = await started(store, worker, [plain('b')], { actorId: 'eva' });
  const third = await started(store, worker, [plain('c')]);
  await store.jobs.claim(worker, 1);
  await store.jobs.finish(first.id, worker, END);
  const ids = async (options: Parameters<typeof store.jobs.list>[0]) =>
    (await store.jobs.list(options)).map((job) => job.id);
  expect(await ids({ limit: 9 })).toEqual([third.id, second.id, first.id]);
  expect(await ids({ limit: 2 })).toEqual([third.id, second.id]);
  expect(await ids({ limit: 9, actorIds: ['ana'] })).toEqual([third.id, first.id]);
  expect(await ids({ limit: 9, actorIds: ['ana'], unfinishedOnly: true })).toEqual([third.id]);
});

test("a machine's jobs are those that go on and those that ended lately", async () => {
  let now = new Date('2026-01-01T10:00:00Z');
  const store = openTestStore({ clock: { now: () => now } });
  const worker = await store.workers.enter();
  const ended = await started(store, worker, [plain('web')]);
  const going = await started(store, worker, [plain('web')]);
  await started(store, worker, [plain('db')]);
  await store.jobs.claim(worker, 9);
  now = new Date('2026-01-01T10:00:05Z');
  await store.jobs.finish(ended.id, worker, END);
  const ids = async (after: string) => (await store.jobs.ofVm('web', new Date(after))).map((job) => job.id);
  expect(await ids('2026-01-01T10:00:04Z')).toEqual([ended.id, going.id]);
  expect(await ids('2026-01-01T10:00:05Z')).toEqual([going.id]);
});

test('hostile text comes back as it was, and does nothing', async () => {
  const store = openTestStore();
  const worker = await store.workers.enter();
  const hostile = [`'; DROP TABLE jobs; --`, 'a\0b', '"\\\u202e\u0007', '😀'.repeat(300), '$1 \\$', '%s?1:x'];
  for (const text of hostile) {
    const place = { chat: text, channel: text, thread: text };
    const request = act(worker, [{ ...plain(text, text), input: { [text]: text }, stepNames: [text] }], {
      invocationId: text,
      actorId: text,
      place,
    });
    const result = await store.jobs.start(request);
    if (result.kind !== 'started') throw new Error('It did not start.');
    const { id } = result.job;
    await store.jobs.claim(worker, 9);
    await store.jobs.beginStep(id, worker, text, FREE);
    await store.jobs.noteStep(id, worker, text, { en: text, es: text });
    await store.outbox.shown(id, worker, text, 1);
    await store.jobs.cancel(id, text);
    expect(await store.jobs.get(id)).toMatchObject({
      kind: text,
      vm: text,
      invocationId: text,
      actorId: text,
      place,
      input: { [text]: text },
      cancelledBy: text,
      steps: [{ name: text, note: { en: text, es: text } }],
    });
    expect((await store.jobs.ofVm(text, new Date(0))).map((job) => job.id)).toEqual([id]);
    await store.jobs.finish(id, worker, END);
  }
  expect(await store.jobs.list({ limit: 99 })).toHaveLength(hostile.length);
});

test('nobody has more unfinished jobs than they may, however many ask at once; a batch counts whole', async () => {
  const store = openTestStore();
  const worker = await store.workers.enter();
  const start = (count: number, actorId = 'ana') =>
    store.jobs.start(
      act(
        worker,
        Array.from({ length: count }, (_, n) => plain(`m${n}`)),
        { actorId, mostJobs: 5 },
      ),
    );
  const results = await Promise.all([start(3), start(1), start(1), start(1), start(1)]);
  expect(results.map(({ kind }) => kind)).toEqual(['started', 'started', 'started', 'refused', 'refused']);
  expect(await start(2)).toEqual(refused(jobsExceeded({ asked: 2, unfinished: 5, most: 5 })));
  expect((await start(5, 'ben')).kind).toBe('started');
  const [batch] = results;
  if (batch?.kind !== 'started') throw new Error('The batch was not started.');
  await store.jobs.cancel(batch.job.id, 'ana');
  expect((await start(3)).kind).toBe('started');
});

test('an act that is delivered again is the same job, also where no other one would fit', async () => {
  const store = openTestStore();
  const worker = await store.workers.enter();
  const request = act(worker, [plain('a')], { mostJobs: 1 });
  await store.jobs.start(request);
  expect((await store.jobs.start(request)).kind).toBe('repeated');
});
