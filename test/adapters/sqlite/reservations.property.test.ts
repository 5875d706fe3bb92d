import fc from 'fast-check';
import { expect, test } from 'vitest';
import { openStore } from '../../../adapters/sqlite/index.ts';
import { NO_USAGE } from '../../../src/access/limits.ts';
import { silentLog } from '../../../src/base/log.ts';
import type { Job } from '../../../src/job/job.ts';
import type { JobEnd, Reservation, Seen } from '../../../src/job/store.ts';
import { fits, isNameFree, OWNERS, type QuotaModel, snapshot } from './support/quota-model.ts';
import { act, plain } from './support/requests.ts';

const vm = fc.constantFrom('v1', 'v2', 'v3', 'v4', 'v5');
const owner = fc.constantFrom(...OWNERS);
const pick = fc.nat({ max: 20 });

const step = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({
      kind: fc.constant('create' as const),
      vm,
      owner,
      cpus: fc.integer({ min: 1, max: 3 }),
      memoryMiB: fc.constantFrom(64, 128, 256),
      diskGiB: fc.integer({ min: 1, max: 3 }),
      isStale: fc.boolean(),
    }),
  },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('start' as const), vm, isStale: fc.boolean() }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('look' as const) }) },
  { weight: 3, arbitrary: fc.record({ kind: fc.constant('claim' as const) }) },
  {
    weight: 3,
    arbitrary: fc.record({ kind: fc.constant('appear' as const), pick, isRunning: fc.boolean() }),
  },
  {
    weight: 5,
    arbitrary: fc.record({
      kind: fc.constant('finish' as const),
      pick,
      state: fc.constantFrom('done' as const, 'failed' as const, 'cancelled' as const),
    }),
  },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('cancel' as const), pick }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('crash' as const) }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('vanish' as const), vm }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('off' as const), vm }) },
);

type Step = typeof step extends fc.Arbitrary<infer S> ? S : never;

/** Plays the steps on a store and on the model, and compares each answer. */
async function play(steps: readonly Step[]): Promise<void> {
  let now = 1_000_000;
  const store = openStore({
    file: ':memory:',
    clock: { now: () => new Date(now) },
    log: silentLog,
  });
  const model: QuotaModel = { machines: new Map(), held: new Map() };
  const claimed = new Map<string, Job>();
  let worker = await store.workers.enter();
  let lastLook = snapshot(model, new Date(now));

  const copy = (): QuotaModel => ({ machines: new Map(model.machines), held: new Map(model.held) });

  async function ask(reservation: Reservation, isStale: boolean): Promise<void> {
    const before = copy();
    const seen: Seen = isStale ? lastLook : snapshot(model, new Date(now));
    const result = await store.jobs.start(act(worker, [{ ...plain(reservation.vm), reservation }], { seen }));
    const nameIsFree = !reservation.isNew || isNameFree(before, reservation.vm);
    const after = copy();
    after.held.set('asked', reservation);
    const isRight = nameIsFree && fits(before, after);
    // An old look may refuse what would fit by now; it may never allow what does not.
    if (!isStale) expect(result.kind).toBe(isRight ? 'started' : 'refused');
    else if (result.kind === 'started') expect(isRight).toBe(true);
    if (result.kind === 'started') model.held.set(result.job.id, reservation);
  }

  function ended(id: string, state: JobEnd['state']): void {
    const reservation = model.held.get(id);
    model.held.delete(id);
    claimed.delete(id);
    if (!reservation) throw new Error(`The job ${id} ended twice.`);
    const { vm: name, isNew, ...usage } = reservation;
    const there = model.machines.get(name);
    if (state === 'done' && isNew) model.machines.set(name, usage);
    else if (state === 'done' && there) {
      model.machines.set(name, { ...usage, vms: there.vms, diskGiB: there.diskGiB });
    } else if (isNew) model.machines.delete(name);
  }

  const chosen = (n: number) => [...claimed.values()][claimed.size === 0 ? 0 : n % claimed.size];

  async function take(one: Step): Promise<void> {
    switch (one.kind) {
      case 'create': {
        const { kind: _, isStale, ...size } = one;
        return ask({ ...size, isNew: true, vms: 1, runningVms: 1 }, isStale);
      }
      case 'start': {
        const there = model.machines.get(one.vm);
        if (!there) return;
        const size = { ...NO_USAGE, runningVms: 1, cpus: 2, memoryMiB: 128 };
        return ask({ ...size, vm: one.vm, owner: there.owner, isNew: false }, one.isStale);
      }
      case 'look':
        lastLook = snapshot(model, new Date(now));
        return;
      case 'claim':
        for (const job of await store.jobs.claim(worker, 2)) claimed.set(job.id, job);
        return;
      case 'appear': {
        const reservation = model.held.get(chosen(one.pick)?.id ?? '');
        if (!reservation?.isNew) return;
        const { vm: name, isNew: _, ...usage } = reservation;
        model.machines.set(name, one.isRunning ? usage : { ...usage, runningVms: 0, cpus: 0, memoryMiB: 0 });
        return;
      }
      case 'finish': {
        const job = chosen(one.pick);
        if (!job) return;
        await store.jobs.finish(job.id, worker, { state: one.state, error: null, result: null });
        return ended(job.id, one.state);
      }
      case 'cancel': {
        const id = [...model.held.keys()][model.held.size === 0 ? 0 : one.pick % model.held.size];
        if (id === undefined) return;
        const job = await store.jobs.cancel(id, 'eva');
        if (job?.state === 'cancelled') ended(id, 'cancelled');
        return;
      }
      case 'crash':
        await store.workers.leave(worker);
        claimed.clear();
        worker = await store.workers.enter();
        return;
      case 'vanish':
        // Only what no job works on: what a job makes again is its own affair.
        if (![...model.held.values()].some((held) => held.vm === one.vm)) model.machines.delete(one.vm);
        return;
      case 'off': {
        const there = model.machines.get(one.vm);
        if (there) model.machines.set(one.vm, { ...there, runningVms: 0, cpus: 0, memoryMiB: 0 });
      }
    }
  }

  try {
    for (const one of steps) {
      now += 1;
      await take(one);
    }
  } finally {
    store.close();
  }
}

test('shares are held while jobs are unfinished and given back exactly once', async () => {
  const steps = fc.array(step, { minLength: 20, maxLength: 80 });
  await fc.assert(fc.asyncProperty(steps, play), { numRuns: 100 });
});
