import { expect, test } from 'vitest';
import { createFeed } from '../../../src/job/feed.ts';
import type { Job, JobFamily } from '../../../src/job/job.ts';
import { ask, bench, gate, toyCreate } from './support/bench.ts';
import { openFolder } from './support/desk.ts';

const never = new AbortController().signal;

async function all(families: AsyncIterable<JobFamily>): Promise<readonly JobFamily[]> {
  const seen: JobFamily[] = [];
  for await (const family of families) seen.push(family);
  return seen;
}

test('it tells what is, what changes, and ends with the end', async () => {
  const { open, feed } = bench();
  const { runner } = await open();
  const id = await ask(runner, toyCreate('web'));
  const seen = await all(feed.follow(id, never));
  const revisions = seen.map(({ job }) => job.revision);
  expect(revisions).toEqual([...new Set(revisions)].sort((a, b) => a - b));
  expect(seen.at(-1)?.job.state).toBe('done');
});

test('a finished job is told once, one that does not exist not at all', async () => {
  const { open, feed, finished } = bench();
  const { runner } = await open();
  const id = await ask(runner, toyCreate('web'));
  await finished(id);
  expect(await all(feed.follow(id, never))).toHaveLength(1);
  expect(await all(feed.follow('nobody', never))).toEqual([]);
});

test('a job is followed from another process than the one that runs it', async () => {
  const { open, folder, store } = bench();
  const held = gate();
  const { runner } = await open((point, { signal }) =>
    point === 'machine:begin' ? held.pass(signal) : undefined,
  );
  const elsewhere = openFolder(folder);
  const id = await ask(runner, toyCreate('web'));
  await held.reached;
  const following = all(createFeed(elsewhere).follow(id, never));
  held.open();
  expect((await following).at(-1)?.job).toEqual(await store.jobs.get(id));
  elsewhere.close();
});

test('a batch is told with all its jobs', async () => {
  const { open, feed } = bench();
  const { runner } = await open();
  const id = await ask(runner, toyCreate('a'), toyCreate('b'));
  const last = (await all(feed.follow(id, never))).at(-1);
  expect(last?.children.map((child) => [child.vm, child.state])).toEqual([
    ['a', 'done'],
    ['b', 'done'],
  ]);
});

test('who goes away hears no more, and his doorbell is taken down', async () => {
  const { open, feed } = bench();
  const held = gate();
  const { runner } = await open((point, { signal }) =>
    point === 'disk:begin' ? held.pass(signal) : undefined,
  );
  const id = await ask(runner, toyCreate('web'));
  await held.reached;
  const leaving = new AbortController();
  const seen: JobFamily[] = [];
  for await (const family of feed.follow(id, leaving.signal)) {
    seen.push(family);
    leaving.abort();
  }
  expect(seen).toHaveLength(1);
  expect(await all(feed.follow(id, leaving.signal))).toEqual([]);
  held.open();
});

test('many followers of one job cost one look a ring', async () => {
  let ring = () => {};
  let isListened = false;
  let looks = 0;
  let revision = 1;
  const feed = createFeed({
    doorbell: {
      listen(listener) {
        ring = listener;
        isListened = true;
        return () => {
          isListened = false;
        };
      },
    },
    jobs: {
      async get() {
        looks += 1;
        return { id: 'j', revision, state: revision < 3 ? 'running' : 'done' } as Job;
      },
      children: async () => [],
    },
  });
  const followers = Array.from({ length: 100 }, () => feed.follow('j', never)[Symbol.asyncIterator]());
  await Promise.all(followers.map((follower) => follower.next()));
  expect(looks).toBe(100);
  revision = 2;
  ring();
  const seen = await Promise.all(followers.map((follower) => follower.next()));
  expect(new Set(seen.map(({ value }) => value.job.revision))).toEqual(new Set([2]));
  expect(looks).toBe(101);
  revision = 3;
  ring();
  await Promise.all(followers.map((follower) => follower.next()));
  expect(await Promise.all(followers.map((follower) => follower.next()))).toEqual(
    Array(100).fill({ value: undefined, done: true }),
  );
  expect(looks).toBe(102);
  expect(isListened).toBe(false);
});

test('a store that fails ends the following with its error', async () => {
  let ring = () => {};
  let isBroken = false;
  const feed = createFeed({
    doorbell: {
      listen(listener) {
        ring = listener;
        return () => {};
      },
    },
    jobs: {
      async get() {
        if (isBroken) throw new Error('the disk is gone');
        return { id: 'j', revision: 1, state: 'running' } as Job;
      },
      children: async () => [],
    },
  });
  const follower = feed.follow('j', never)[Symbol.asyncIterator]();
  await follower.next();
  isBroken = true;
  ring();
  await expect(follower.next()).rejects.toThrow('the disk is gone');
});
