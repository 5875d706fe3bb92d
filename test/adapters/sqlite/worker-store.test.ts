import { expect, onTestFinished, test, vi } from 'vitest';
import { fateOf, ownIdentity } from '../../../adapters/sqlite/process-identity.ts';
import { startChild } from './support/children.ts';
import { act, plain } from './support/requests.ts';
import { openTestStore, temporaryFile } from './support/store.ts';

const SCRIPT = new URL('./support/racing-child.ts', import.meta.url);

test('a worker that was killed is known to be dead at once, and its jobs are free', async () => {
  const file = temporaryFile();
  const store = openTestStore({ file });
  const child = startChild(SCRIPT, [file]);
  const worker = await child.line();
  await store.jobs.start(act(worker, [plain('a')]));
  await store.jobs.start(act(worker, [plain('b')]));
  child.say('claim');
  expect((await child.line()).split(' ')).toHaveLength(2);
  expect(await store.workers.bury()).toBe(0);
  await child.kill();
  expect(await store.workers.bury()).toBe(2);
  expect(await store.workers.bury()).toBe(0);
  expect(await store.workers.beat(worker)).toBe(false);
  const heir = await store.workers.enter();
  expect(await store.jobs.claim(heir, 9)).toHaveLength(2);
});

test('a worker that lives but hangs is taken for dead when its lease is over, one that beats is not', async () => {
  vi.useFakeTimers({ toFake: ['performance'] });
  onTestFinished(() => void vi.useRealTimers());
  const leaseMs = 50;
  const store = openTestStore({ leaseMs });
  const hanging = await store.workers.enter();
  const beating = await store.workers.enter();
  await store.jobs.start(act(hanging, [plain('a')]));
  expect(await store.workers.bury()).toBe(0);
  vi.advanceTimersByTime(2 * leaseMs);
  expect(await store.workers.beat(beating)).toBe(true);
  expect(await store.workers.bury()).toBe(1);
  expect(await store.workers.beat(hanging)).toBe(false);
  expect(await store.workers.beat(beating)).toBe(true);
});

test('a worker that leaves frees its jobs', async () => {
  const store = openTestStore();
  const worker = await store.workers.enter();
  await store.jobs.start(act(worker, [plain('a')]));
  await store.workers.leave(worker);
  await store.workers.leave(worker);
  expect(await store.workers.beat(worker)).toBe(false);
});

test('what is told of a process: alive, gone, or not to be known', () => {
  const own = ownIdentity();
  expect(fateOf(own, own)).toBe('alive');
  expect(fateOf({ ...own, startedTicks: '1' }, own)).toBe('gone');
  expect(fateOf({ ...own, pid: 2 ** 30 }, own)).toBe('gone');
  expect(fateOf({ ...own, bootId: 'another' }, own)).toBe('gone');
  expect(fateOf({ ...own, pidNamespace: 'pid:[1]' }, own)).toBe('unknown');
  expect(fateOf({ ...own, bootId: '' }, own)).toBe('unknown');
});
