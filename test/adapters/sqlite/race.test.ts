import { beforeEach, expect, test } from 'vitest';
import type { Store } from '../../../adapters/sqlite/index.ts';
import { type Child, startChild } from './support/children.ts';
import { act, plain } from './support/requests.ts';
import { openTestStore, temporaryFile } from './support/store.ts';

const ROUNDS = 20;
const SCRIPT = new URL('./support/racing-child.ts', import.meta.url);

let store: Store;
let rivals: readonly Child[];
let workers: readonly string[];

beforeEach(async () => {
  const file = temporaryFile();
  store = openTestStore({ file });
  rivals = [1, 2].map(() => startChild(SCRIPT, [file]));
  workers = await Promise.all(rivals.map((rival) => rival.line()));
});

/** Tells all rivals at once; their answers in order. */
function race(...lines: readonly string[]): Promise<readonly string[]> {
  return Promise.all(
    rivals.map((rival, n) => {
      rival.say(lines[n % lines.length] ?? '');
      return rival.line();
    }),
  );
}

test('two processes that want one name: one gets it', async () => {
  for (let round = 0; round < ROUNDS; round += 1) {
    expect([...(await race(`name web${round}`))].sort()).toEqual(['refused', 'started']);
  }
});

test('two processes that want the rest of a quota get no more than it', async () => {
  const answers: string[] = [];
  for (let round = 0; round < 5; round += 1) answers.push(...(await race(`quota q${round}`)));
  expect(answers.filter((answer) => answer === 'started')).toHaveLength(3);
});

test('two processes that want the rest of two hosts get no more than each has', async () => {
  const answers: string[] = [];
  for (let round = 0; round < 5; round += 1) answers.push(...(await race(`host h${round}`)));
  expect(answers.filter((answer) => answer === 'started')).toHaveLength(4);
});

test('two processes that are given one act: one starts it', async () => {
  for (let round = 0; round < ROUNDS; round += 1) {
    expect([...(await race(`act same-${round}`))].sort()).toEqual(['repeated', 'started']);
  }
});

test('two processes that claim the jobs of a dead one: each job goes to one of them', async () => {
  for (let round = 0; round < ROUNDS; round += 1) {
    const gone = await store.workers.enter();
    const ids: string[] = [];
    for (let n = 0; n < 4; n += 1) {
      const result = await store.jobs.start(act(gone, [plain(`r${round}-${n}`)]));
      if (result.kind === 'started') ids.push(result.job.id);
    }
    await store.workers.leave(gone);
    const claimed = (await race('claim')).flatMap((answer) => answer.split(' ').filter((id) => id !== ''));
    expect(claimed.sort()).toEqual(ids.sort());
  }
});

test('two processes that want the last slot: one gets it', async () => {
  for (let round = 0; round < ROUNDS; round += 1) {
    const [mine, ...theirs] = await Promise.all(
      [await store.workers.enter(), ...workers].map(async (worker) => {
        const result = await store.jobs.start(act(worker, [plain(`s${round}-${worker}`)]));
        return { worker, id: result.kind === 'started' ? result.job.id : '' };
      }),
    );
    if (!mine) throw new Error('Nobody entered.');
    await race('claim');
    await store.jobs.claim(mine.worker, 9);
    const slot = { kind: 'disk', limit: 2 } as const;
    const terms = { slot, evenIfCancelled: false, irrevocable: false };
    expect(await store.jobs.beginStep(mine.id, mine.worker, 'one', terms)).toBe('begun');
    const answers = await race(...theirs.map(({ id }) => `slot ${id}`));
    expect([...answers].sort()).toEqual(['begun', 'full']);
    for (const { id, worker } of [mine, ...theirs]) {
      await store.jobs.finish(id, worker, { state: 'done', error: null, result: null });
    }
  }
});

test('a ring is heard in another process', async () => {
  const [rival] = rivals;
  if (!rival) throw new Error('Nobody is there.');
  for (let round = 0; round < ROUNDS; round += 1) {
    const heard = Promise.withResolvers<void>();
    const stop = store.doorbell.listen(() => heard.resolve());
    rival.say('ring');
    await heard.promise;
    await rival.line();
    stop();
  }
});
