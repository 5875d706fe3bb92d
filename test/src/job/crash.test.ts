import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { startChild } from '../../adapters/sqlite/support/children.ts';
import { act, admission, creating } from '../../adapters/sqlite/support/requests.ts';
import { type Bench, bench } from './support/bench.ts';

const SCRIPT = new URL('./support/dying-child.ts', import.meta.url);
const FILES = ['disk', 'machine', 'address'];

/** Lets a process die over its jobs, and another one take them up. */
async function survive({ open, folder, finished, store }: Bench, kind: string, ...deeds: readonly string[]) {
  const child = startChild(SCRIPT, [folder, kind, '1', 'web', ...deeds]);
  const id = await child.line();
  expect(await child.ended).toBe('SIGKILL');
  const left = await store.jobs.get(id);
  const desk = await open();
  const job = await finished(id);
  return { id, left, job, desk };
}

/** Nothing of a quota of one machine is held by jobs any more. */
async function expectNothingHeld({ store }: Bench): Promise<void> {
  const result = await store.jobs.start(
    act('nobody', [creating('next')], { admission: admission({}, { vms: 1 }) }),
  );
  expect(result.kind).toBe('started');
}

const CREATE_POINTS = FILES.flatMap((step) => [`${step}:begin`, `${step}:middle`, `${step}:end`]);

test.for(['asked', ...CREATE_POINTS, 'result'])('killed while making a machine, at %s', async (point) => {
  const lab = bench();
  const { left, job, id } = await survive(lab, 'toy.create', `${point}=kill`);
  expect(left?.state).toBe(point === 'asked' ? 'queued' : 'running');
  expect(job).toMatchObject({ state: 'done', result: { name: 'web0' } });
  for (const file of FILES) {
    expect(lab.world.has(`web0.${file}`)).toBe(true);
    expect(lab.world.has(`web0.${file}.half`)).toBe(false);
  }
  expect(await lab.store.outbox.unshown('terminal')).toMatchObject([{ id }]);
  await expectNothingHeld(lab);
});

test.for(['prepare', 'remove', 'tidy'].flatMap((step) => [`${step}:begin`, `${step}:middle`, `${step}:end`]))(
  'killed while deleting a machine, at %s',
  async (point) => {
    const lab = bench();
    const { job } = await survive(lab, 'toy.delete', `${point}=kill`);
    expect(job.state).toBe('done');
    expect(lab.world.has('web0.remove')).toBe(true);
    expect(lab.world.has('web0.remove.half')).toBe(false);
  },
);

test.for(
  ['undo:begin', 'undo:middle', 'undo:end'].flatMap((point) => [
    ['fail', 'failed', point] as const,
    ['cancel', 'cancelled', point] as const,
  ]),
)('killed after a %s while things are put back: it is %s, at %s', async ([deed, state, point]) => {
  const lab = bench();
  const { left, job } = await survive(lab, 'toy.create', `machine:middle=${deed}`, `${point}=kill`);
  expect(left).toMatchObject({ state: 'running', ending: { state } });
  expect(job.state).toBe(state);
  for (const file of FILES) {
    expect(lab.world.has(`web0.${file}`)).toBe(false);
    expect(lab.world.has(`web0.${file}.half`)).toBe(false);
  }
  expect(lab.world.journal().slice(-2)).toEqual(['web0 undo', 'web0 undo']);
  await expectNothingHeld(lab);
});

test('killed in a step that cannot be put back, after a cancellation: it goes on to its end', async () => {
  const lab = bench();
  const { left, job } = await survive(lab, 'toy.delete', 'remove:middle=cancel', 'remove:middle=kill');
  expect(left).toMatchObject({ cancelledBy: 'eva', ending: null });
  expect(job).toMatchObject({ state: 'done', cancelledBy: 'eva' });
});

test('a job cancelled while nobody runs it is put back by the next who does', async () => {
  const lab = bench();
  const child = startChild(SCRIPT, [lab.folder, 'toy.create', '1', 'web', 'machine:end=kill']);
  const id = await child.line();
  await child.ended;
  expect(await lab.store.jobs.cancel(id, 'eva')).toMatchObject({ state: 'running' });
  await lab.open();
  expect((await lab.finished(id)).state).toBe('cancelled');
  expect(lab.world.has('web0.disk')).toBe(false);
});

test('killed at any moment over many jobs, beside a process that goes on: it finishes them all', async () => {
  const lab = bench();
  await lab.open();
  for (let round = 0; round < 2; round += 1) {
    const child = startChild(SCRIPT, [lab.folder, 'toy.create', '6', `round${round}-`, 'slow']);
    const id = await child.line();
    await sleep(Math.random() * 60);
    await child.kill();
    expect((await lab.finished(id)).state).toBe('done');
    for (let n = 0; n < 6; n += 1) {
      for (const file of FILES) expect(lab.world.has(`round${round}-${n}.${file}`)).toBe(true);
      for (const file of FILES) expect(lab.world.has(`round${round}-${n}.${file}.half`)).toBe(false);
    }
  }
});
