import fc from 'fast-check';
import { expect, test } from 'vitest';
import { openStore } from '../../../adapters/sqlite/index.ts';
import { NO_USAGE } from '../../../src/access/limits.ts';
import { silentLog } from '../../../src/base/log.ts';
import type { Admission, HeldReservation, Reservation, Verdict } from '../../../src/job/admission.ts';
import type { Job } from '../../../src/job/job.ts';
import type { JobEnd, StartResult } from '../../../src/job/store.ts';
import { admissionTo } from '../../../src/vm/admission.ts';
import type { LabSnapshot } from '../../../src/vm/lab-snapshot.ts';
import {
  fits,
  HOST_NAMES,
  isNameFree,
  MODEL_LIMITS,
  OWNERS,
  type QuotaModel,
  snapshot,
} from './support/quota-model.ts';
import { act, plain } from './support/requests.ts';

const vm = fc.constantFrom('v1', 'v2', 'v3', 'v4', 'v5', 'v6', 'v7', 'v8');
const owner = fc.constantFrom(...OWNERS);
const pick = fc.nat({ max: 20 });

const size = {
  vm,
  owner,
  cpus: fc.integer({ min: 1, max: 3 }),
  memoryMiB: fc.constantFrom(64, 128, 256),
  diskGiB: fc.integer({ min: 1, max: 3 }),
};

const step = fc.oneof(
  {
    weight: 5,
    arbitrary: fc.record({
      kind: fc.constant('create' as const),
      size: fc.record(size),
      isStale: fc.boolean(),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constant('at once' as const),
      sizes: fc.array(fc.record(size), { minLength: 2, maxLength: 5 }),
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

/** What was asked, and what came of it. */
interface Asked {
  readonly reservation: Reservation;
  readonly result: StartResult;
  /** Where it was admitted; null where it was not. */
  readonly host: string | null;
  /** What was shown to who decided. */
  readonly held: readonly HeldReservation[];
}

function created(wanted: Pick<Reservation, 'vm' | 'owner' | 'cpus' | 'memoryMiB' | 'diskGiB'>): Reservation {
  return { ...wanted, isNew: true, vms: 1, runningVms: 1 };
}

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

  /** Asks, and says on which host it was admitted. */
  async function ask(reservation: Reservation, lab: LabSnapshot): Promise<Asked> {
    const admission = admissionTo(lab, MODEL_LIMITS);
    let verdict: Verdict | undefined;
    let held: readonly HeldReservation[] = [];
    const watched: Admission = {
      at: admission.at,
      decide(asked, others) {
        held = others;
        verdict = admission.decide(asked, others);
        return verdict;
      },
    };
    const jobs = [{ ...plain(reservation.vm), reservation }];
    const result = await store.jobs.start(act(worker, jobs, { admission: watched }));
    const host = verdict?.kind === 'admitted' ? (verdict.allotments[0]?.host ?? null) : null;
    return { reservation, result, host, held };
  }

  /** Whether the answer is right; those that were given at once are judged in their order. */
  function judge({ reservation, result, host, held }: Asked, isStale: boolean): void {
    const before = copy();
    const placedOn = (on: string): QuotaModel => ({
      machines: before.machines,
      held: new Map(before.held).set('asked', { ...reservation, host: on }),
    });
    const own = before.machines.get(reservation.vm)?.host;
    const able = reservation.isNew || own === undefined ? HOST_NAMES : [own];
    const isFree = !reservation.isNew || isNameFree(before, reservation.vm);
    const isRight = isFree && able.some((on) => fits(before, placedOn(on)));
    // An old look may refuse what would fit by now; it may never allow what does not.
    if (!isStale) expect(result.kind).toBe(isRight ? 'started' : 'refused');
    // What unfinished jobs hold, is shown to who decides as it was admitted.
    const shown = held.map(({ vm: name, host: on }) => `${name} on ${on}`);
    for (const one of before.held.values()) expect(shown).toContain(`${one.vm} on ${one.host}`);
    if (result.kind !== 'started') return;
    expect(able).toContain(host);
    expect(isFree && fits(before, placedOn(host ?? ''))).toBe(true);
    model.held.set(result.job.id, { ...reservation, host: host ?? '' });
  }

  const look = (isStale: boolean) => (isStale ? lastLook : snapshot(model, new Date(now)));

  function ended(id: string, state: JobEnd['state']): void {
    const reservation = model.held.get(id);
    model.held.delete(id);
    claimed.delete(id);
    if (!reservation) throw new Error(`The job ${id} ended twice.`);
    const { isNew, ...machine } = reservation;
    const name = machine.vm;
    const there = model.machines.get(name);
    if (state === 'done' && isNew) model.machines.set(name, machine);
    else if (state === 'done' && there) {
      model.machines.set(name, { ...machine, vms: there.vms, diskGiB: there.diskGiB });
    } else if (isNew) model.machines.delete(name);
  }

  const chosen = (n: number) => [...claimed.values()][claimed.size === 0 ? 0 : n % claimed.size];

  async function take(one: Step): Promise<void> {
    switch (one.kind) {
      case 'create':
        return judge(await ask(created(one.size), look(one.isStale)), one.isStale);
      case 'at once': {
        const lab = look(one.isStale);
        const asked = await Promise.all(one.sizes.map((wanted) => ask(created(wanted), lab)));
        for (const each of asked) judge(each, one.isStale);
        return;
      }
      case 'start': {
        const there = model.machines.get(one.vm);
        if (!there) return;
        // A machine is found before it is asked for: no look is so old that it shows another one of that name, or none.
        const isStale = one.isStale && lastLook.machines.get(one.vm)?.host === there.host;
        const share = { ...NO_USAGE, runningVms: 1, cpus: 2, memoryMiB: 128 };
        const reservation = { ...share, vm: one.vm, owner: there.owner, isNew: false };
        return judge(await ask(reservation, look(isStale)), isStale);
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
        const { isNew: _, ...machine } = reservation;
        const off = { runningVms: 0, cpus: 0, memoryMiB: 0 };
        model.machines.set(machine.vm, one.isRunning ? machine : { ...machine, ...off });
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
