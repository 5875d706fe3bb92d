import { expect, onTestFinished, test } from 'vitest';
import { copyDatabase, openStore, type Store } from '../../../adapters/sqlite/index.ts';
import { silentLog } from '../../../src/base/log.ts';
import type { OpenRequest } from '../../../src/command/audit/audit.ts';
import { view } from '../../../src/view/view.ts';
import { act, plain } from './support/requests.ts';
import { temporaryFile } from './support/store.ts';

const MINUTE_MS = 60_000;
const PLACE = { chat: 'slack', channel: 'C1' };
const REQUEST: OpenRequest = {
  ...{ invocationId: 'i1', actor: { id: 'ana', displayName: 'Ana' }, place: PLACE, locale: 'es' },
  ...{ line: '/vm delete web1 --yes', reply: { user: 'U1' } },
};
const ENTRY = {
  ...{ invocationId: 'i1', actorId: 'ana', place: PLACE, command: 'vm delete', line: '' },
  ...{ allowed: true, rule: 'test', at: new Date() },
};

/** A database on a clock that the test moves, with a job, a notice and a request that nobody has ended. */
async function left() {
  const file = temporaryFile();
  let nowMs = Date.UTC(2026, 0, 2, 3, 4, 5);
  const clock = { now: () => new Date(nowMs) };
  const open = (at = file): Store => {
    const store = openStore({ file: at, clock, log: silentLog });
    onTestFinished(() => store.close());
    return store;
  };
  const store = open();
  const worker = await store.workers.enter();
  const started = await store.jobs.start(act(worker, [plain('web1')], { place: PLACE }));
  if (started.kind !== 'started') throw new Error('It did not start.');
  await store.jobs.claim(worker, 1);
  await store.outbox.add({ place: PLACE, locale: 'en', view: view({ title: 'web1 crashed' }) }, worker);
  await store.audit.record(ENTRY, { request: REQUEST, worker });
  const passes = (minutes: number) => {
    nowMs += minutes * MINUTE_MS;
  };
  return { file, store, worker, open, passes, id: started.job.id, clock };
}

/** What the next process finds to do. */
async function foundBy(store: Store) {
  const heir = await store.workers.enter();
  await store.workers.bury();
  return {
    jobs: (await store.jobs.claim(heir, 9)).map(({ id, leftAt }) => ({ id, isOld: leftAt !== undefined })),
    messages: (await store.outbox.takeLeft('slack', heir)).map(({ id, isOld = false, attemptedAt }) => ({
      ...{ id, isOld },
      isLookedFor: attemptedAt !== null,
    })),
    requests: (await store.audit.takeOpen('slack', heir)).length,
  };
}

test('after a short absence everything is taken up as it was', async () => {
  const { store, worker, passes, id } = await left();
  await store.workers.leave(worker);
  passes(59);
  const { jobs, messages, requests } = await foundBy(store);
  expect(jobs).toEqual([{ id, isOld: false }]);
  expect(messages.map(({ isOld, isLookedFor }) => [isOld, isLookedFor])).toEqual([
    [false, false],
    [false, false],
  ]);
  expect(requests).toBe(1);
});

test('after a long absence jobs are marked, messages are only looked for, and requests are not answered', async () => {
  const { store, worker, passes, id } = await left();
  passes(30);
  await store.workers.beat(worker);
  await store.workers.leave(worker);
  passes(61);
  expect(await foundBy(store)).toEqual({
    jobs: [{ id, isOld: true }],
    messages: [{ id, isOld: true, isLookedFor: true }],
    requests: 0,
  });
});

test('who was there all the time is no absence, however the clock goes', async () => {
  const { store, passes } = await left();
  passes(600);
  const { jobs, requests } = await foundBy(store);
  // The worker lives, and has them in hand.
  expect({ jobs, requests }).toEqual({ jobs: [], requests: 0 });
  expect(await store.jobs.list({ limit: 1 })).not.toMatchObject([{ leftAt: expect.anything() }]);
});

test('a copy knows that it is one, however young, and its original goes on', async () => {
  const { file, store, worker, open, passes, id, clock } = await left();
  const copy = `${file}-copy`;
  copyDatabase({ from: file, to: copy, now: clock.now() });
  await store.workers.leave(worker);
  passes(1);
  expect((await foundBy(store)).jobs).toEqual([{ id, isOld: false }]);
  const put = open(copy);
  expect(await foundBy(put)).toEqual({
    jobs: [{ id, isOld: true }],
    messages: [{ id, isOld: true, isLookedFor: true }],
    requests: 0,
  });
  // Once: what is asked for from now on is asked for now.
  const next = await put.workers.enter();
  await put.jobs.start(act(next, [plain('web2')], { place: PLACE }));
  expect(await put.jobs.claim(next, 9)).not.toMatchObject([{ leftAt: expect.anything() }]);
});
