import { expect, test } from 'vitest';
import type { Limits } from '../../../src/access/limits.ts';
import type { HeldReservation, Verdict } from '../../../src/job/admission.ts';
import type { JobEnd, JobRequest } from '../../../src/job/store.ts';
import type { LabSnapshot } from '../../../src/vm/lab-snapshot.ts';
import { capacity } from '../../src/host/support/capacity.ts';
import { act, admission, creating, plain, reservation } from './support/requests.ts';
import { openTestStore } from './support/store.ts';

const DONE: JobEnd = { state: 'done', error: null, result: null };
const FAILED: JobEnd = { state: 'failed', error: null, result: null };

async function lab(now: () => Date = () => new Date()) {
  const store = openTestStore({ clock: { now } });
  const worker = await store.workers.enter();
  return {
    store,
    worker,
    /** The sentence that stands against it, or `started`. */
    async ask(
      jobs: readonly JobRequest[],
      snapshot: Partial<LabSnapshot> = {},
      limits: Partial<Limits> = {},
    ) {
      const result = await store.jobs.start(act(worker, jobs, { admission: admission(snapshot, limits) }));
      return result.kind === 'refused' ? result.error.text.en : result.kind;
    },
    /** What the store shows to who decides at this moment. */
    async held(at: Date): Promise<readonly HeldReservation[]> {
      let shown: readonly HeldReservation[] = [];
      const decide = (_asked: unknown, held: readonly HeldReservation[]): Verdict => {
        shown = held;
        return { kind: 'admitted', allotments: [] };
      };
      const nothing = creating(`n-${at.getTime()}`, {
        vms: 0,
        runningVms: 0,
        cpus: 0,
        memoryMiB: 0,
        diskGiB: 0,
      });
      await store.jobs.start(act(worker, [nothing], { admission: { at, decide } }));
      return shown;
    },
    async end(end: JobEnd) {
      for (const job of await store.jobs.claim(worker, 99)) await store.jobs.finish(job.id, worker, end);
    },
  };
}

const TAKEN = (name: string) => `There is already a machine called ${name}, or one is being created.`;

test('what is reserved is held as it was admitted, by this job and whoever asks', async () => {
  const { store, worker, held } = await lab();
  const asked = { cpus: 3, memoryMiB: 200, diskGiB: 2.5, needsAddressSlot: true };
  const decide = (): Verdict => ({ kind: 'admitted', allotments: [{ host: 'lab2', addressSlot: 7 }] });
  await store.jobs.start(
    act(worker, [plain('other'), creating('web', asked)], { admission: { at: new Date(), decide } }),
  );
  const { needsAddressSlot: _, ...kept } = reservation('web', asked);
  expect(await held(new Date())).toEqual([{ ...kept, host: 'lab2', addressSlot: 7 }]);
});

test('a name is free once: on the host, in other jobs, and within one act', async () => {
  const { ask } = await lab();
  expect(await ask([creating('web')], { names: new Set(['web']) })).toBe(TAKEN('web'));
  expect(await ask([creating('web')])).toBe('started');
  expect(await ask([creating('web')])).toBe(TAKEN('web'));
  expect(await ask([creating('a'), creating('a')])).toBe(TAKEN('a'));
});

test('a name is free again after a failure, and taken after a success that the snapshot does not show', async () => {
  let now = new Date(1000);
  const { ask, end } = await lab(() => now);
  await ask([creating('web')]);
  await end(FAILED);
  expect(await ask([creating('web')], { at: new Date(500) })).toBe('started');
  now = new Date(2000);
  await end(DONE);
  expect(await ask([creating('web')], { at: new Date(1999) })).toBe(TAKEN('web'));
  expect(await ask([creating('web')], { at: new Date(2000) })).toBe(TAKEN('web'));
  expect(await ask([creating('web')], { at: new Date(2001) })).toBe('started');
});

test('what is reserved counts against its owner', async () => {
  const { ask } = await lab();
  expect(await ask([creating('a')], {}, { vms: 1 })).toBe('started');
  expect(await ask([creating('b')], {}, { vms: 1 })).toBe(
    'This takes 1 machine; 1 of 1 are in use, so 0 would fit.',
  );
  expect(await ask([creating('b', { owner: 'eva' })], {}, { vms: 1 })).toBe('started');
});

test('several starts of one machine are one', async () => {
  const { ask } = await lab();
  const running = { vms: 0, runningVms: 1, cpus: 1, memoryMiB: 128, diskGiB: 0 };
  const starting: JobRequest = {
    ...plain('web'),
    reservation: { owner: 'ana', vm: 'web', isNew: false, ...running },
  };
  const off = { owner: 'ana', vm: 'web', vms: 1, runningVms: 0, cpus: 0, memoryMiB: 0, diskGiB: 1 };
  const machines = new Map([['web', { ...off, hostDiskGiB: 1 }]]);
  expect(await ask([starting], { machines }, { runningVms: 1 })).toBe('started');
  expect(await ask([starting], { machines }, { runningVms: 1 })).toBe('started');
  expect(await ask([creating('b')], { machines }, { runningVms: 1 })).toContain('1 running machine; 1 of 1');
});

test('a batch is stored whole or not at all', async () => {
  const { ask, store } = await lab();
  expect(await ask([creating('a'), creating('b'), creating('c')], {}, { vms: 2 })).toContain(
    'takes 3 machines',
  );
  expect(await store.jobs.list({ limit: 9 })).toEqual([]);
  expect(await ask([creating('a'), creating('b')], {}, { vms: 2 })).toBe('started');
});

test('a host has a limit for everybody together', async () => {
  const { ask } = await lab();
  // Each takes 128 MiB for its guest and 64 MiB for its emulator.
  const hosts = [capacity('lab1', { memoryMiB: 428, diskGiB: 10 })];
  expect(await ask([creating('a')], { hosts })).toBe('started');
  expect(await ask([creating('b', { owner: 'eva' })], { hosts })).toBe('started');
  expect(await ask([creating('c', { owner: 'leo' })], { hosts })).toContain('takes 192 MiB of memory');
  expect(await ask([creating('c', { memoryMiB: 0, diskGiB: 9 })], { hosts })).toContain(
    '9 GiB of disk, and it has 8 left',
  );
});

test('what is on its way to a host is not promised there again', async () => {
  const { ask, held } = await lab();
  const hosts = [capacity('lab1', { memoryMiB: 300 }), capacity('lab2', { memoryMiB: 250 })];
  expect(await ask([creating('a')], { hosts })).toBe('started');
  expect(await ask([creating('b')], { hosts })).toBe('started');
  const hostOf = Object.fromEntries((await held(new Date())).map(({ vm, host }) => [vm, host]));
  expect(hostOf).toEqual({ a: 'lab1', b: 'lab2' });
  expect(await ask([creating('c')], { hosts })).toContain(
    'No host has that much left: lab1 would have to provide 192',
  );
});

test('a start that reserves without anybody who decides is a mistake of ours', async () => {
  const { store, worker } = await lab();
  await expect(store.jobs.start(act(worker, [creating('a')], { admission: null }))).rejects.toThrow(
    TypeError,
  );
});

test('cancelling what nobody began gives its share back', async () => {
  const { ask, store } = await lab();
  await ask([creating('a')], {}, { vms: 1 });
  const [job] = await store.jobs.list({ limit: 1 });
  await store.jobs.cancel(job?.id ?? '', 'ana');
  expect(await ask([creating('a')], {}, { vms: 1 })).toBe('started');
});

test('each new machine with a card gets an address slot of its own, the lowest that is free', async () => {
  const { ask, store, end } = await lab();
  const freeAddressSlots = [2, 3, 5];
  const wired = { needsAddressSlot: true };
  expect(await ask([creating('a', wired), creating('b', wired)], { freeAddressSlots })).toBe('started');
  expect(await ask([creating('c', wired), creating('d', wired)], { freeAddressSlots })).toContain(
    'takes 2 addresses on the network, and it has 1 left',
  );
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
  expect(await ask([creating('b', wired)], { freeAddressSlots: [7], at })).toContain(
    '1 address on the network',
  );
  const later = new Date(2001);
  expect(await ask([creating('b', wired)], { freeAddressSlots: [7], at: later })).toBe('started');
});

test('where the network has no address slots none are given', async () => {
  const { ask, store } = await lab();
  expect(await ask([creating('a', { needsAddressSlot: true })])).toBe('started');
  const [job] = await store.jobs.list({ limit: 1 });
  expect(job?.addressSlot).toBeUndefined();
});
