import { expect, test } from 'vitest';
import type { JobEnd, JobRequest, Seen } from '../../../src/job/store.ts';
import { act, creating, plain, reservation, SIZE, seen } from './support/requests.ts';
import { openTestStore } from './support/store.ts';

const DONE: JobEnd = { state: 'done', error: null, result: null };
const FAILED: JobEnd = { state: 'failed', error: null, result: null };
const UNLIMITED = seen().ownerLimits;

async function lab(now: () => Date = () => new Date()) {
  const store = openTestStore({ clock: { now } });
  const worker = await store.workers.enter();
  return {
    store,
    worker,
    /** What stands against it, or `started`. */
    async ask(jobs: readonly JobRequest[], snapshot: Partial<Seen> = {}) {
      const result = await store.jobs.start(act(worker, jobs, { seen: seen(snapshot) }));
      return result.kind === 'refused' ? result.refusal : result.kind;
    },
    async end(end: JobEnd) {
      for (const job of await store.jobs.claim(worker, 99)) await store.jobs.finish(job.id, worker, end);
    },
  };
}

function machine(overrides = {}): ReadonlyMap<string, typeof SIZE & { owner: string }> {
  return new Map([['web', { owner: 'ana', ...SIZE, ...overrides }]]);
}

test('a name is free once: on the host, in other jobs, and within one act', async () => {
  const { ask } = await lab();
  expect(await ask([creating('web')], { names: new Set(['web']) })).toEqual({
    kind: 'name-taken',
    name: 'web',
  });
  expect(await ask([creating('web')])).toBe('started');
  expect(await ask([creating('web')])).toEqual({ kind: 'name-taken', name: 'web' });
  expect(await ask([creating('a'), creating('a')])).toEqual({ kind: 'name-taken', name: 'a' });
});

test('a name is free again after a failure, and taken after a success that the snapshot does not show', async () => {
  let now = new Date(1000);
  const { ask, end } = await lab(() => now);
  await ask([creating('web')]);
  await end(FAILED);
  expect(await ask([creating('web')], { at: new Date(500) })).toBe('started');
  now = new Date(2000);
  await end(DONE);
  const name = { kind: 'name-taken', name: 'web' };
  expect(await ask([creating('web')], { at: new Date(1999) })).toEqual(name);
  expect(await ask([creating('web')], { at: new Date(2000) })).toEqual(name);
  expect(await ask([creating('web')], { at: new Date(2001) })).toBe('started');
});

test.for([
  ['vms', { vms: 2 }, { limit: 'vms', asked: 1, used: 2, max: 2 }],
  ['runningVms', { runningVms: 2 }, { limit: 'runningVms', asked: 1, used: 2, max: 2 }],
  ['cpus', { cpus: 2 }, { limit: 'cpus', asked: 1, used: 2, max: 2 }],
  ['memoryMiB', { memoryMiB: 300 }, { limit: 'memoryMiB', asked: 128, used: 256, max: 300 }],
  ['diskGiB', { diskGiB: 2 }, { limit: 'diskGiB', asked: 1, used: 2, max: 2 }],
] as const)('what is shown and what is reserved count together: %s', async ([, limits, refusal]) => {
  const { ask } = await lab();
  const snapshot = { machines: machine(), names: new Set(['web']), ownerLimits: { ...UNLIMITED, ...limits } };
  expect(await ask([creating('a')], snapshot)).toBe('started');
  expect(await ask([creating('b')], snapshot)).toEqual({ kind: 'over-limit', ...refusal });
  expect(await ask([creating('b', { owner: 'eva' })], snapshot)).toBe('started');
});

test('a machine that its job has made already counts once', async () => {
  const { ask } = await lab();
  const ownerLimits = { ...UNLIMITED, vms: 2, runningVms: 2, diskGiB: 2 };
  expect(await ask([creating('web')], { ownerLimits })).toBe('started');
  const off = machine({ runningVms: 0, cpus: 0, memoryMiB: 0 });
  expect(await ask([creating('b')], { ownerLimits, machines: off })).toBe('started');
  expect(await ask([creating('c')], { ownerLimits, machines: off })).toMatchObject({ limit: 'vms', used: 2 });
});

test('a start of a machine that is off reserves what it lacks, and several of one machine are one', async () => {
  const { ask } = await lab();
  const starting: JobRequest = {
    ...plain('web'),
    reservation: reservation('web', { isNew: false, vms: 0, diskGiB: 0 }),
  };
  const snapshot = {
    machines: machine({ runningVms: 0, cpus: 0, memoryMiB: 0 }),
    ownerLimits: { ...UNLIMITED, vms: 1, runningVms: 1 },
  };
  expect(await ask([starting], snapshot)).toBe('started');
  expect(await ask([starting], snapshot)).toBe('started');
  const other = creating('b', { vms: 0 });
  expect(await ask([other], snapshot)).toMatchObject({ limit: 'runningVms', asked: 1, used: 1, max: 1 });
});

test('who holds more than his limit may still do what asks for no more of it', async () => {
  const { ask } = await lab();
  const starting: JobRequest = {
    ...plain('web'),
    reservation: reservation('web', { isNew: false, vms: 0, diskGiB: 0 }),
  };
  const snapshot = {
    machines: machine({ runningVms: 0, cpus: 0, memoryMiB: 0, diskGiB: 50 }),
    ownerLimits: { ...UNLIMITED, diskGiB: 10 },
  };
  expect(await ask([starting], snapshot)).toBe('started');
});

test('a batch is stored whole or not at all', async () => {
  const { ask, store } = await lab();
  const ownerLimits = { ...UNLIMITED, vms: 2 };
  expect(await ask([creating('a'), creating('b'), creating('c')], { ownerLimits })).toEqual({
    kind: 'over-limit',
    limit: 'vms',
    asked: 3,
    used: 0,
    max: 2,
  });
  expect(await store.jobs.list({ limit: 9 })).toEqual([]);
  expect(await ask([creating('a'), creating('b')], { ownerLimits })).toBe('started');
});

test('the host has a limit for everybody together', async () => {
  const { ask } = await lab();
  // Each takes 128 MiB for its guest and 64 MiB for its emulator.
  const hostFree = { memoryMiB: 428, diskGiB: 10 };
  expect(await ask([creating('a')], { hostFree })).toBe('started');
  expect(await ask([creating('b', { owner: 'eva' })], { hostFree })).toBe('started');
  expect(await ask([creating('c', { owner: 'leo' })], { hostFree })).toEqual({
    kind: 'host-full',
    what: 'memoryMiB',
    asked: 192,
    free: 44,
  });
  expect(await ask([creating('c', { memoryMiB: 0, diskGiB: 9 })], { hostFree })).toMatchObject({
    what: 'diskGiB',
    free: 8,
  });
});

test('a start that reserves without a snapshot is a mistake of ours', async () => {
  const { store, worker } = await lab();
  await expect(store.jobs.start(act(worker, [creating('a')], { seen: null }))).rejects.toThrow(TypeError);
});

test('cancelling what nobody began gives its share back', async () => {
  const { ask, store } = await lab();
  const ownerLimits = { ...UNLIMITED, vms: 1 };
  await ask([creating('a')], { ownerLimits });
  const [job] = await store.jobs.list({ limit: 1 });
  await store.jobs.cancel(job?.id ?? '', 'ana');
  expect(await ask([creating('a')], { ownerLimits })).toBe('started');
});

test('each new machine with a card gets an address slot of its own, the lowest that is free', async () => {
  const { ask, store, end } = await lab();
  const freeAddressSlots = [2, 3, 5];
  const wired = { needsAddressSlot: true };
  expect(await ask([creating('a', wired), creating('b', wired)], { freeAddressSlots })).toBe('started');
  expect(await ask([creating('c', wired), creating('d', wired)], { freeAddressSlots })).toEqual({
    kind: 'host-full',
    what: 'addresses',
    asked: 2,
    free: 1,
  });
  expect(await ask([creating('lonely')], { freeAddressSlots })).toBe('started');
  expect(await ask([creating('c', wired)], { freeAddressSlots })).toBe('started');
  const jobs = [...(await store.jobs.list({ limit: 9 }))];
  const children = (await Promise.all(jobs.map(({ id }) => store.jobs.children(id)))).flat();
  const slots = Object.fromEntries([...jobs, ...children].map(({ vm, addressSlot }) => [vm, addressSlot]));
  expect(slots).toEqual({ a: 2, b: 3, c: 5, lonely: undefined, null: undefined });
  await end(FAILED);
  expect(await ask([creating('d', wired)], { freeAddressSlots })).toBe('started');
});

test('an address slot stays taken until a snapshot can show the machine that has it', async () => {
  let now = new Date(1000);
  const { ask, end } = await lab(() => now);
  const wired = { needsAddressSlot: true };
  const at = new Date(1500);
  expect(await ask([creating('a', wired)], { freeAddressSlots: [7], at })).toBe('started');
  now = new Date(2000);
  await end(DONE);
  expect(await ask([creating('b', wired)], { freeAddressSlots: [7], at })).toMatchObject({
    what: 'addresses',
  });
  const later = new Date(2001);
  expect(await ask([creating('b', wired)], { freeAddressSlots: [7], at: later })).toBe('started');
});

test('where the network has no address slots none are given', async () => {
  const { ask, store } = await lab();
  expect(await ask([creating('a', { needsAddressSlot: true })])).toBe('started');
  const [job] = await store.jobs.list({ limit: 1 });
  expect(job?.addressSlot).toBeUndefined();
});
