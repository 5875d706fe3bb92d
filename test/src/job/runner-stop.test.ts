import { expect, test } from 'vitest';
import { ask, bench, gate, toyCreate } from './support/bench.ts';

/** Longer than a test may take. */
const AN_HOUR_MS = 3_600_000;

test('what is short is finished before the process ends', async () => {
  const { open, store } = bench();
  const held = gate();
  const desk = await open((point, { signal }) =>
    point === 'machine:middle' ? held.pass(signal) : undefined,
  );
  const id = await ask(desk.runner, toyCreate('web'));
  await held.reached;
  const stopped = desk.stop(AN_HOUR_MS);
  held.open();
  await stopped;
  expect((await store.jobs.get(id))?.state).toBe('done');
});

test('what is long is let go of, not undone, and the next process goes on with that step', async () => {
  const { open, store, finished, world } = bench();
  const held = gate();
  const desk = await open((point, { signal }) =>
    point === 'machine:middle' ? held.pass(signal) : undefined,
  );
  const id = await ask(desk.runner, toyCreate('web'));
  await held.reached;
  await desk.stop(0);
  expect(await store.jobs.get(id)).toMatchObject({
    state: 'running',
    cancelledBy: null,
    ending: null,
    steps: [{ state: 'done' }, { state: 'running' }, { state: 'waiting' }],
  });
  await open();
  expect((await finished(id)).state).toBe('done');
  expect(world.journal()).toEqual(['web disk', 'web machine', 'web machine', 'web address']);
});

test('what only waits for something outside is let go of at once, and waited for again by the next', async () => {
  const { open, store, finished } = bench();
  const held = gate();
  const desk = await open((point, { signal }) =>
    point === 'address:middle' ? held.pass(signal) : undefined,
  );
  const id = await ask(desk.runner, toyCreate('web'));
  await held.reached;
  await desk.stop(AN_HOUR_MS);
  expect(await store.jobs.get(id)).toMatchObject({ state: 'running', cancelledBy: null, ending: null });
  await open();
  expect((await finished(id)).state).toBe('done');
});

test('what waits for a slot is let go of at once, and so is what was not begun', async () => {
  const { open, store, until, finished } = bench();
  const held = gate();
  const desk = await open((point, { signal }) => (point === 'disk:middle' ? held.pass(signal) : undefined));
  const ids: string[] = [];
  for (const name of ['a', 'b', 'c', 'd']) ids.push(await ask(desk.runner, toyCreate(name)));
  await until(ids[3] ?? '', (job) => job.steps[0]?.note !== undefined);
  await desk.stop(0);
  for (const id of ids) expect((await store.jobs.get(id))?.state).toBe('running');
  await open();
  for (const id of ids) expect((await finished(id)).state).toBe('done');
});

test('a step that does not heed its signal holds the end up for a second, and its job goes on elsewhere', async () => {
  const { open, store, finished } = bench();
  const held = gate();
  const deaf = new AbortController().signal;
  const desk = await open((point) => (point === 'machine:middle' ? held.pass(deaf) : undefined));
  const id = await ask(desk.runner, toyCreate('web'));
  await held.reached;
  await desk.stop(0);
  const heir = await store.workers.enter();
  expect((await store.jobs.claim(heir, 9)).map((job) => job.id)).toEqual([id]);
  await store.workers.leave(heir);
  await open();
  expect((await finished(id)).state).toBe('done');
  held.open();
});

test('a worker that was taken for dead stops its jobs without a word, and enters anew', async () => {
  const { open, store, finished, world } = bench();
  const held = gate();
  let stoppedBy: unknown;
  const desk = await open(async (point, { signal }) => {
    if (point !== 'machine:middle' || stoppedBy) return;
    await held.pass(signal).catch((error: unknown) => {
      stoppedBy = error;
      throw error;
    });
  });
  const before = desk.runner.workerId;
  const id = await ask(desk.runner, toyCreate('web'));
  await held.reached;
  await store.workers.leave(before);
  const heir = await open();
  expect((await finished(id)).state).toBe('done');
  expect(String(stoppedBy)).toContain('lost');
  expect(world.journal()).not.toContain('web undo');
  await expect.poll(() => desk.runner.workerId).not.toBe(before);
  await heir.stop();
  expect((await finished(await ask(desk.runner, toyCreate('db')))).state).toBe('done');
});
