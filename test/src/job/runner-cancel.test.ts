import { expect, test } from 'vitest';
import { ask, bench, gate, toyCreate, toyDelete } from './support/bench.ts';

test.for(['disk', 'machine', 'address'])('a job cancelled in its step %s leaves nothing', async (step) => {
  const { open, finished, world } = bench();
  const held = gate();
  const { runner } = await open((point, { signal }) =>
    point === `${step}:middle` ? held.pass(signal) : undefined,
  );
  const id = await ask(runner, toyCreate('web'));
  await held.reached;
  await runner.cancel(id, 'eva');
  const job = await finished(id);
  expect(job).toMatchObject({ state: 'cancelled', cancelledBy: 'eva', error: { code: 'cancelled' } });
  expect(job.steps.every(({ state }) => state === 'undone' || state === 'waiting')).toBe(true);
  for (const file of ['disk', 'machine', 'address', 'disk.half', 'machine.half', 'address.half']) {
    expect(world.has(`web.${file}`)).toBe(false);
  }
  expect(world.journal().at(-1)).toBe('web undo');
});

test('a job is cancelled by another process than the one that runs it', async () => {
  const { open, finished, world } = bench();
  const held = gate();
  const here = await open((point, { signal }) =>
    point === 'machine:middle' ? held.pass(signal) : undefined,
  );
  const there = await open();
  const id = await ask(here.runner, toyCreate('web'));
  await held.reached;
  await there.runner.cancel(id, 'eva');
  expect((await finished(id)).state).toBe('cancelled');
  expect(world.has('web.disk')).toBe(false);
});

test('a job that waits for a slot is cancelled at once', async () => {
  const { open, finished, until, world } = bench();
  const held = gate();
  const { runner } = await open((point, { signal }) =>
    point === 'disk:begin' ? held.pass(signal) : undefined,
  );
  const running = [await ask(runner, toyCreate('a')), await ask(runner, toyCreate('b'))];
  const [third, fourth] = [await ask(runner, toyCreate('c')), await ask(runner, toyCreate('d'))];
  await until(fourth, (job) => job.steps[0]?.note !== undefined);
  await runner.cancel(fourth, 'eva');
  expect((await finished(fourth)).state).toBe('cancelled');
  held.open();
  for (const id of [...running, third]) expect((await finished(id)).state).toBe('done');
  expect(world.journal()).not.toContain('d disk');
});

test('a cancelled batch cancels what runs and what waits', async () => {
  const { open, finished, store, world } = bench();
  const held = gate();
  const { runner } = await open((point, { signal }) =>
    point === 'disk:middle' ? held.pass(signal) : undefined,
  );
  const names = ['a', 'b', 'c', 'd'];
  const id = await ask(runner, ...names.map(toyCreate));
  await held.reached;
  await runner.cancel(id, 'eva');
  expect((await finished(id)).state).toBe('cancelled');
  expect((await store.jobs.children(id)).map((job) => job.state)).toEqual(Array(4).fill('cancelled'));
  for (const name of names) expect(world.has(`${name}.disk.half`)).toBe(false);
});

test('a deletion is cancelled before it removes anything', async () => {
  const { open, finished, world } = bench();
  const held = gate();
  const { runner } = await open((point, { signal }) =>
    point === 'prepare:begin' ? held.pass(signal) : undefined,
  );
  const id = await ask(runner, toyDelete('web'));
  await held.reached;
  await runner.cancel(id, 'eva');
  expect(await finished(id)).toMatchObject({
    state: 'cancelled',
    steps: [{ state: 'undone' }, { state: 'waiting' }, { state: 'waiting' }],
  });
  expect(world.journal()).toEqual(['web prepare']);
});

test.for(['remove:begin', 'remove:end', 'tidy:begin'])(
  'a deletion that has begun goes on to its end (cancelled at %s)',
  async (where) => {
    const { open, finished, world } = bench();
    const held = gate();
    const { runner } = await open((point, { signal }) => (point === where ? held.pass(signal) : undefined));
    const id = await ask(runner, toyDelete('web'));
    await held.reached;
    await runner.cancel(id, 'eva');
    held.open();
    expect(await finished(id)).toMatchObject({ state: 'done', cancelledBy: 'eva' });
    expect(world.journal()).toEqual(['web prepare', 'web remove', 'web tidy']);
  },
);

test('who cancels while things are put back changes nothing', async () => {
  const { open, finished, until } = bench();
  const held = gate();
  const { runner } = await open((point, { signal }) => {
    if (point === 'machine:begin') throw new Error('on purpose');
    return point === 'undo:begin' ? held.pass(signal) : undefined;
  });
  const id = await ask(runner, toyCreate('web'));
  await held.reached;
  await runner.cancel(id, 'eva');
  expect(await until(id, (job) => job.cancelledBy !== null)).toMatchObject({ ending: { state: 'failed' } });
  held.open();
  expect(await finished(id)).toMatchObject({ state: 'failed', error: { code: 'internal' } });
});
