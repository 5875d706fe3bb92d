import { expect, test, vi } from 'vitest';
import { UserError } from '../../../src/base/errors.ts';
import type { Job } from '../../../src/job/job.ts';
import { hostError } from '../../fakes/host-error.ts';
import { ask, type Bench, bench, gate, SLOTS, toyCreate, toyDelete } from './support/bench.ts';

test('a job goes through its steps and ends with its result', async () => {
  const { open, finished, world } = bench();
  const { runner } = await open();
  const job = await finished(await ask(runner, toyCreate('web')));
  expect(job).toMatchObject({
    state: 'done',
    result: { name: 'web' },
    error: null,
    steps: [
      { name: 'disk', state: 'done', note: 'disk of web' },
      { name: 'machine', state: 'done', note: 'machine of web' },
      { name: 'address', state: 'done', note: 'address of web' },
    ],
  });
  expect(world.journal()).toEqual(['web disk', 'web machine', 'web address']);
});

test('the same act starts nothing twice', async () => {
  const { open, finished, world } = bench();
  const { runner } = await open();
  const request = {
    invocationId: 'same',
    actorId: 'ana',
    place: { chat: 'terminal', channel: 'local' },
    locale: 'en',
    jobs: [{ ...toyCreate('web'), reservation: null }],
    admission: null,
    mostJobs: 1,
  } as const;
  const [first, second] = await Promise.all([runner.startJobs(request), runner.startJobs(request)]);
  expect([first.kind, second.kind]).toEqual(['started', 'repeated']);
  if (first.kind === 'started') await finished(first.job.id);
  expect(world.journal()).toHaveLength(3);
});

test("a user's error ends a job in its own words, and what was made is put back", async () => {
  const { open, finished, world } = bench();
  const { runner } = await open((point) => {
    if (point === 'machine:middle') {
      throw new UserError('wrong-state', { en: 'Not now.', es: 'Ahora no.' }, { en: 'Wait.', es: 'Espere.' });
    }
  });
  const job = await finished(await ask(runner, toyCreate('web')));
  expect(job).toMatchObject({
    state: 'failed',
    error: {
      code: 'wrong-state',
      text: { en: 'Not now.', es: 'Ahora no.' },
      hint: { en: 'Wait.', es: 'Espere.' },
    },
    steps: [{ state: 'undone' }, { state: 'failed' }, { state: 'waiting' }],
  });
  expect(world.has('web.disk')).toBe(false);
  expect(world.has('web.machine.half')).toBe(false);
});

test('an error of ours is shown as a sentence with a reference, and logged under it', async () => {
  const { open, finished } = bench();
  const logged: object[] = [];
  const quiet = () => {};
  const log = { debug: quiet, info: quiet, warn: quiet, error: (fields: object) => void logged.push(fields) };
  const cause = new Error('a secret detail');
  const { runner } = await open((point) => {
    if (point === 'disk:begin') throw cause;
  }, log);
  const { error } = await finished(await ask(runner, toyCreate('web')));
  expect(error?.code).toBe('internal');
  const reference = /reference ([0-9a-f]{8})/.exec(error?.text.en ?? '')?.[1];
  expect(logged).toEqual([{ err: cause, about: 'web', reference }]);
  expect(JSON.stringify(error)).not.toContain('secret');
});

test('a host that is away for a moment fails no job', async () => {
  const { open, finished, until } = bench();
  let tries = 0;
  const { runner } = await open((point) => {
    if (point !== 'machine:middle') return;
    tries += 1;
    if (tries === 1) throw hostError('unreachable', 'gone');
    if (tries === 2) throw hostError('outcome-unknown', 'gone');
    if (tries === 3) throw hostError('busy', 'a job is running');
  });
  const id = await ask(runner, toyCreate('web'));
  const waiting = await until(id, (job) => job.steps[1]?.note !== undefined);
  expect(waiting.steps[1]?.note).toEqual({ en: 'waiting for the host', es: 'esperando al anfitrión' });
  expect((await finished(id)).state).toBe('done');
  expect(tries).toBe(4);
});

test('a host that stays away fails the job, in words', async () => {
  const { open, finished } = bench();
  const { runner } = await open((point) => {
    if (point === 'machine:begin') throw hostError('unreachable', 'gone');
  });
  const job = await finished(await ask(runner, toyCreate('web')));
  expect(job).toMatchObject({ state: 'failed', error: { code: 'host-unreachable' } });
});

test('an undo that fails is told with what it was for', async () => {
  const { open, finished } = bench();
  const { runner } = await open((point) => {
    if (point === 'machine:begin') throw hostError('no-capacity', 'no memory');
    if (point === 'undo:begin') throw hostError('failed', 'cannot unlink');
  });
  const { state, error } = await finished(await ask(runner, toyCreate('web')));
  expect(state).toBe('failed');
  expect(error?.text.en).toBe('no memory Not everything could be undone: cannot unlink');
});

test('a job of a kind that is not known fails with a sentence', async () => {
  const { open, finished } = bench();
  const { runner } = await open();
  const job = await finished(await ask(runner, { ...toyCreate('web'), kind: 'toy.clone' }));
  expect(job).toMatchObject({ state: 'failed', error: { code: 'unsupported' } });
});

test('jobs of one machine run one after another, of others side by side', async () => {
  const { open, finished, world } = bench();
  const held = gate();
  const { runner } = await open((point, { job, signal }) =>
    point === 'disk:begin' && job.vm === 'web' ? held.pass(signal) : undefined,
  );
  const first = await ask(runner, toyCreate('web'));
  const second = await ask(runner, toyDelete('web'));
  const other = await ask(runner, toyCreate('db'));
  await finished(other);
  expect(world.journal().filter((line) => line.startsWith('web'))).toEqual(['web disk']);
  held.open();
  await Promise.all([finished(first), finished(second)]);
  expect(world.journal().filter((line) => line.startsWith('web'))).toEqual([
    'web disk',
    'web machine',
    'web address',
    'web prepare',
    'web remove',
    'web tidy',
  ]);
});

test('no more steps run at once than there are slots, and whoever waits says so', async () => {
  const all = bench();
  const refused = onceRefused(all, 1);
  const crowd = createCrowd();
  const { runner } = await all.open(crowd.hook);
  const id = await ask(runner, ...Array.from({ length: 12 }, (_, n) => toyCreate(`vm${n}`)));
  await Promise.all([refused, allHaveAsked(all, [id])]);
  const disks = (await all.store.jobs.children(id)).flatMap(({ steps: [disk] }) => disk ?? []);
  const waiting = disks.filter(({ state }) => state === 'waiting');
  expect(disks.length - waiting.length).toBe(SLOTS.disk);
  const turn = { en: 'waiting for its turn', es: 'esperando turno' };
  expect(waiting.map(({ note }) => note)).toEqual(Array(12 - SLOTS.disk).fill(turn));
  crowd.open();
  expect((await all.finished(id)).state).toBe('done');
  expect(crowd.most).toBe(SLOTS.disk);
});

test('a batch ends with its last job, and tells what came of all', async () => {
  const { open, finished, store } = bench();
  const { runner } = await open((point, { job }) => {
    if (point === 'machine:begin' && job.vm === 'b') throw hostError('no-capacity', 'no memory');
  });
  const id = await ask(runner, toyCreate('a'), toyCreate('b'), toyCreate('c'));
  const batch = await finished(id);
  expect(batch).toMatchObject({ state: 'failed', error: { code: 'no-capacity' } });
  expect((await store.jobs.children(id)).map((job) => job.state)).toEqual(['done', 'failed', 'done']);
});

test('what a step says is stored while it runs', async () => {
  const { open, until } = bench();
  const held = gate();
  const { runner } = await open((point, { progress, signal }) => {
    if (point !== 'disk:begin') return;
    progress('a first word', 0.25);
    return held.pass(signal);
  });
  const id = await ask(runner, toyCreate('web'));
  const job = await until(id, (one) => one.steps[0]?.note !== undefined);
  expect(job.steps[0]).toEqual({ name: 'disk', state: 'running', note: 'a first word', fraction: 0.25 });
  held.open();
});

test('two processes together run no more steps at once than there are slots, and neither starves', async () => {
  const all = bench();
  const refused = onceRefused(all, 2);
  const crowd = createCrowd();
  const desks = [await all.open(crowd.hook), await all.open(crowd.hook)];
  const ids = await Promise.all(
    desks.map(({ runner }, desk) => ask(runner, ...[1, 2, 3, 4, 5].map((n) => toyCreate(`vm${desk}${n}`)))),
  );
  await refused;
  await allHaveAsked(all, ids);
  crowd.open();
  for (const id of ids) expect((await all.finished(id)).state).toBe('done');
  expect(crowd.most).toBe(SLOTS.disk);
});

/** Each of the jobs of batches is at its disk, or has asked for that and was told to wait. */
async function allHaveAsked({ store, until }: Bench, ids: readonly string[]): Promise<void> {
  const jobs = (await Promise.all(ids.map((id) => store.jobs.children(id)))).flat();
  const hasAsked = ({ steps: [disk] }: Job) => disk?.state !== 'waiting' || disk.note !== undefined;
  await Promise.all(jobs.map(({ id }) => until(id, hasAsked)));
}

/** Whoever is first in line in each of so many processes was told that no slot is free. */
function onceRefused({ store: { jobs } }: Bench, processes: number): Promise<void> {
  const refused = Promise.withResolvers<void>();
  const workers = new Set<string>();
  const { beginStep } = jobs;
  vi.spyOn(jobs, 'beginStep').mockImplementation(async (id, worker, step, terms) => {
    const begun = await beginStep(id, worker, step, terms);
    if (begun === 'full') workers.add(worker);
    if (workers.size === processes) refused.resolve();
    return begun;
  });
  return refused.promise;
}

/** Counts those who are at their disk at once; nobody leaves before it is opened. */
function createCrowd() {
  const isOpen = Promise.withResolvers<void>();
  let now = 0;
  let most = 0;
  return {
    get most() {
      return most;
    },
    open: isOpen.resolve,
    async hook(point: string) {
      if (point === 'disk:end') now -= 1;
      if (point !== 'disk:begin') return;
      now += 1;
      most = Math.max(most, now);
      await isOpen.promise;
    },
  };
}
