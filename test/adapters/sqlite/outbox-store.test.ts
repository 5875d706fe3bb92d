import { expect, test } from 'vitest';
import { view } from '../../../src/view/view.ts';
import { act, plain } from './support/requests.ts';
import { openTestStore } from './support/store.ts';

const PLACE = { chat: 'slack', channel: 'C1', thread: '17.1' };
const HELLO = view({ title: { en: 'Hello', es: 'Hola' } });

async function withJob() {
  const store = openTestStore();
  const worker = await store.workers.enter();
  const result = await store.jobs.start(act(worker, [plain('web')]));
  if (result.kind !== 'started') throw new Error('It did not start.');
  const { job } = result;
  const owed = {
    id: job.id,
    jobId: job.id,
    view: null,
    place: job.place,
    locale: job.locale,
    reply: null,
    attemptedAt: null,
  };
  return { store, worker, job, owed, unshown: () => store.outbox.unshown('terminal') };
}

test('a message whose process left is to be shown by another, under the name the chat gave it', async () => {
  const { store, worker, job, owed, unshown } = await withJob();
  expect(await unshown()).toEqual([]);
  await store.outbox.shown(job.id, worker, 'ts-17', 1);
  await store.workers.leave(worker);
  expect(await unshown()).toEqual([{ ...owed, ref: 'ts-17', shownRevision: 1 }]);
  expect(await store.outbox.unshown('slack')).toEqual([]);
});

test('a message that was never posted is to be shown, too', async () => {
  const { store, worker, owed, unshown } = await withJob();
  await store.workers.leave(worker);
  expect(await unshown()).toEqual([{ ...owed, ref: null, shownRevision: 0 }]);
});

test('a finished job is shown until its last state was', async () => {
  const { store, worker, job, unshown } = await withJob();
  await store.jobs.claim(worker, 9);
  await store.jobs.finish(job.id, worker, { state: 'done', error: null, result: null });
  const { revision = 0 } = (await store.jobs.get(job.id)) ?? {};
  await store.outbox.shown(job.id, worker, 'm', revision - 1);
  await store.workers.leave(worker);
  expect(await unshown()).toHaveLength(1);
  const heir = await store.workers.enter();
  await store.outbox.shown(job.id, heir, null, revision);
  expect(await unshown()).toEqual([]);
  await store.workers.leave(heir);
  expect(await unshown()).toEqual([]);
});

test('what was shown is not forgotten by an older or nameless note', async () => {
  const { store, worker, job, unshown } = await withJob();
  await store.outbox.shown(job.id, worker, 'm', 7);
  await store.outbox.shown(job.id, worker, null, 3);
  await store.workers.leave(worker);
  expect(await unshown()).toMatchObject([{ ref: 'm', shownRevision: 7 }]);
});

test('a batch has one message', async () => {
  const store = openTestStore();
  const worker = await store.workers.enter();
  await store.jobs.start(act(worker, [plain('a'), plain('b')]));
  await store.workers.leave(worker);
  expect(await store.outbox.unshown('terminal')).toHaveLength(1);
});

test('a message of its own is taken up by one process only, until it was shown', async () => {
  const store = openTestStore();
  const dead = await store.workers.enter();
  const message = await store.outbox.add(
    { place: PLACE, locale: 'es', view: HELLO, reply: { user: 'U1' } },
    dead,
  );
  if (!message) throw new Error('It was not added.');
  expect(message).toMatchObject({
    jobId: null,
    view: HELLO,
    place: PLACE,
    locale: 'es',
    reply: { user: 'U1' },
  });
  const [one, two] = [await store.workers.enter(), await store.workers.enter()];
  expect(await store.outbox.takeLeft('slack', one)).toEqual([]);
  await store.outbox.attempted(message.id, new Date(5000));
  await store.workers.leave(dead);
  expect(await store.outbox.takeLeft('discord', one)).toEqual([]);
  expect(await store.outbox.takeLeft('slack', one)).toMatchObject([
    { attemptedAt: new Date(5000), ref: null },
  ]);
  expect(await store.outbox.takeLeft('slack', two)).toEqual([]);
  expect(await store.outbox.take(message.id, two)).toBeNull();
  await store.outbox.shown(message.id, one, 'C1/18', 1);
  await store.workers.leave(one);
  expect(await store.outbox.takeLeft('slack', two)).toEqual([]);
});

test('the first attempt is the one that counts', async () => {
  const { store, worker, job } = await withJob();
  await store.outbox.attempted(job.id, new Date(1000));
  await store.outbox.attempted(job.id, new Date(9000));
  expect(await store.outbox.take(job.id, worker)).toMatchObject({ attemptedAt: new Date(1000) });
});

test('what two processes hear is told once, and again when it happens again later', async () => {
  let now = 1_000_000;
  const store = openTestStore({ clock: { now: () => new Date(now) } });
  const worker = await store.workers.enter();
  const draft = {
    place: PLACE,
    locale: 'en',
    view: HELLO,
    once: { topic: 'web1 went off', withinMs: 5000 },
  } as const;
  expect(await store.outbox.add(draft, worker)).not.toBeNull();
  now += 4999;
  expect(await store.outbox.add(draft, worker)).toBeNull();
  expect(
    await store.outbox.add({ ...draft, once: { topic: 'web2', withinMs: 5000 } }, worker),
  ).not.toBeNull();
  now += 2;
  expect(await store.outbox.add(draft, worker)).not.toBeNull();
});

test("a machine's card is the newest message that ended with it", async () => {
  const store = openTestStore();
  const worker = await store.workers.enter();
  const place = { chat: 'slack', channel: 'C1' };
  const done = async (name: string, ref: string) => {
    const started = await store.jobs.start(act(worker, [plain(name)], { place, invocationId: ref }));
    if (started.kind !== 'started') throw new Error('It did not start.');
    await store.jobs.claim(worker, 9);
    await store.jobs.finish(started.job.id, worker, { state: 'done', error: null, result: null });
    await store.outbox.shown(started.job.id, worker, ref, 9);
    return started.job.id;
  };
  await done('web', 'C1/1');
  const newest = await done('web', 'C1/2');
  await done('other', 'C1/3');
  expect(await store.outbox.cardOf('slack', 'web')).toMatchObject({ id: newest, ref: 'C1/2' });
  expect(await store.outbox.cardOf('discord', 'web')).toBeNull();
  expect(await store.outbox.cardOf('slack', 'none')).toBeNull();
});
