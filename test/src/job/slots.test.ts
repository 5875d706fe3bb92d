import { setImmediate as nextTurn } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { createSlotQueue } from '../../../src/job/slots.ts';

const never = new AbortController().signal;

/** A queue for one slot that the test holds, and those who wait for it. */
function queue() {
  const slots = createSlotQueue();
  const served: string[] = [];
  const tried: string[] = [];
  const waited: string[] = [];
  let isFree = false;
  return {
    slots,
    served,
    tried,
    waited,
    free() {
      isFree = true;
      slots.poke();
      return nextTurn();
    },
    wait: (name: string, signal = never, attempt?: () => Promise<'full' | 'begun'>) =>
      slots.wait({
        slot: 'disk',
        signal,
        onWait: () => waited.push(name),
        attempt:
          attempt ??
          (async () => {
            tried.push(name);
            if (!isFree) return 'full';
            isFree = false;
            served.push(name);
            return 'begun';
          }),
      }),
  };
}

test('who came first is served first, and only he asks the store', async () => {
  const { wait, free, served, tried, waited } = queue();
  const all = ['a', 'b', 'c'].map((name) => wait(name));
  await nextTurn();
  expect(waited.sort()).toEqual(['a', 'b', 'c']);
  expect(new Set(tried)).toEqual(new Set(['a']));
  for (const name of ['a', 'b', 'c']) {
    await free();
    expect(served.at(-1)).toBe(name);
  }
  expect(await Promise.all(all)).toEqual(['begun', 'begun', 'begun']);
});

test('who is served at once has not waited', async () => {
  const { wait, free, waited } = queue();
  await free();
  expect(await wait('a')).toBe('begun');
  expect(waited).toEqual([]);
});

test('who goes away, or fails, is no hindrance to those behind', async () => {
  const { wait, free } = queue();
  const leaving = new AbortController();
  const first = wait('a', leaving.signal);
  const second = wait('b', never, () => Promise.reject(new Error('the disk is gone')));
  const third = wait('c');
  leaving.abort(new Error('enough'));
  await expect(first).rejects.toThrow('enough');
  await expect(second).rejects.toThrow('the disk is gone');
  await free();
  expect(await third).toBe('begun');
  await expect(wait('d', leaving.signal)).rejects.toThrow('enough');
});
