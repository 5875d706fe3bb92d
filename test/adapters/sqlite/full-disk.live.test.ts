import { existsSync, readdirSync, renameSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { execa } from 'execa';
import { expect, onTestFinished, test } from 'vitest';
import { createPins } from '../../../adapters/download/pins.ts';
import { openDatabase } from '../../../adapters/sqlite/database.ts';
import { openStore, RESERVE_BYTES, type Store } from '../../../adapters/sqlite/index.ts';
import { migrations } from '../../../adapters/sqlite/migrations/index.ts';
import { systemClock } from '../../../src/base/clock.ts';
import { silentLog } from '../../../src/base/log.ts';
import { failureRecord } from '../../../src/job/failure.ts';
import { createFeed } from '../../../src/job/feed.ts';
import { isFinished, type Job } from '../../../src/job/job.ts';
import { ask, gate, toyCreate } from '../../src/job/support/bench.ts';
import { openDesk } from '../../src/job/support/desk.ts';
import { smallDisk } from '../../support/small-disk.ts';
import { act, plain } from './support/requests.ts';

/** A disk that cannot hold much more than the reserve. */
const DISK_MIB = 24;

function opened(folder: string): Store {
  const file = join(folder, 'labvm.db');
  const store = openStore({ file, clock: systemClock, log: silentLog, reserveBytes: RESERVE_BYTES });
  onTestFinished(() => store.close());
  return store;
}

async function finished(store: Store, id: string): Promise<Job> {
  for await (const { job } of createFeed(store).follow(id, new AbortController().signal))
    if (isFinished(job)) return job;
  throw new Error('It was not followed to its end.');
}

test('what has begun ends on the reserve, and the reserve is whole again once there is room', async () => {
  const disk = await smallDisk(DISK_MIB);
  const store = opened(disk.folder);
  expect(await store.room.look()).toMatchObject({ reserveBytes: RESERVE_BYTES, isScarce: false });
  const held = gate();
  const desk = await openDesk(disk.folder, store, (point, { signal }) =>
    point === 'machine:end' ? held.pass(signal) : undefined,
  );
  onTestFinished(() => desk.stop());
  const id = await ask(desk.runner, toyCreate('web'));
  await held.reached;
  disk.fill();
  expect((await store.room.look()).isScarce).toBe(true);
  held.open();
  expect((await finished(store, id)).state).toBe('done');
  // More than the journal's place that was there before.
  const worker = await store.workers.enter();
  for (let n = 0; n < 300; n += 1) await store.jobs.start(act(worker, [plain(null)]));
  const { isScarce, reserveBytes } = await store.room.look();
  expect({ isScarce, isUsed: reserveBytes < RESERVE_BYTES, isLeft: reserveBytes > 0 }).toEqual({
    isScarce: true,
    isUsed: true,
    isLeft: true,
  });
  disk.free();
  expect(await store.room.look()).toMatchObject({ reserveBytes: RESERVE_BYTES, isScarce: false });
});

test('on a full disk a job is cancelled on the reserve, and puts back what it had done', async () => {
  const disk = await smallDisk(DISK_MIB);
  const store = opened(disk.folder);
  await store.room.look();
  const held = gate();
  const desk = await openDesk(disk.folder, store, (point, { signal }) =>
    point === 'machine:end' ? held.pass(signal) : undefined,
  );
  onTestFinished(() => desk.stop());
  const id = await ask(desk.runner, toyCreate('web'));
  await held.reached;
  disk.fill();
  expect((await store.room.look()).isScarce).toBe(true);
  await store.jobs.cancel(id, 'ana');
  expect(await finished(store, id)).toMatchObject({ state: 'cancelled', cancelledBy: 'ana' });
  expect(existsSync(join(disk.folder, 'web.disk'))).toBe(false);
});

test('a job that cannot even store its end is running until there is room, and is then done', async () => {
  const disk = await smallDisk(DISK_MIB);
  const store = opened(disk.folder);
  await store.room.look();
  const held = gate();
  const stuck = Promise.withResolvers<void>();
  const log = {
    ...silentLog,
    error: (_: object, text: string) => text === 'the job is stuck' && stuck.resolve(),
  };
  const desk = await openDesk(
    disk.folder,
    store,
    (point, { signal }) => (point === 'machine:end' ? held.pass(signal) : undefined),
    log,
  );
  onTestFinished(() => desk.stop());
  const id = await ask(desk.runner, toyCreate('web'));
  await held.reached;
  // Somebody else takes the reserve, too.
  rmSync(join(disk.folder, 'labvm.db-reserve'));
  disk.fill();
  const file = join(disk.folder, 'labvm.db');
  const bytes = () => statSync(file).size + statSync(`${file}-wal`).size;
  const worker = await store.workers.enter().catch(() => 'none');
  for (let before = -1; before < bytes(); ) {
    before = bytes();
    await store.jobs.start(act(worker, [plain(null)])).catch(() => {});
    disk.fill();
  }
  held.open();
  await stuck.promise;
  expect(await store.jobs.get(id)).toMatchObject({
    state: 'running',
    steps: [{ state: 'done' }, { state: 'running' }, {}],
  });
  disk.free();
  expect((await finished(store, id)).state).toBe('done');
});

test('a process that starts on a full disk gives up what it needs, also to bring an old schema up to date', async () => {
  const disk = await smallDisk(DISK_MIB);
  const file = join(disk.folder, 'labvm.db');
  openDatabase(file, silentLog, { schema: migrations.slice(0, 1) }).close();
  const made = openStore({
    file: `${file}x`,
    clock: systemClock,
    log: silentLog,
    reserveBytes: RESERVE_BYTES,
  });
  await made.room.look();
  made.close();
  renameSync(`${file}x-reserve`, `${file}-reserve`);
  disk.fill();
  expect(existsSync(`${file}-wal`)).toBe(false);
  const store = opened(disk.folder);
  await store.workers.enter();
  expect(statSync(`${file}-reserve`).size).toBeLessThan(RESERVE_BYTES);
});

test('a file beside the database that has no room is told as that, and leaves nothing half written', async () => {
  const disk = await smallDisk(1);
  disk.fill();
  const pins = createPins(disk.folder);
  const error = await pins
    .set('tiny', { sha256: 'a'.repeat(64), url: 'x', at: 'y' })
    .catch((cause: unknown) => cause);
  const path = join(disk.folder, 'images');
  const { code, text } = failureRecord(error, 'tiny', silentLog);
  expect(code).toBe('no-capacity');
  expect(text.en).toMatch(/^(A disk of the host|The disk with .*) is full\.$/);
  expect(text.es).toMatch(/^(Un disco del anfitrión|El disco con .*) está lleno\.$/);
  expect(existsSync(path) ? readdirSync(path) : []).toEqual([]);
});

test('a disk that became read-only is told when labvm starts, in both languages', async () => {
  const disk = await smallDisk(DISK_MIB);
  openDatabase(join(disk.folder, 'labvm.db'), silentLog).close();
  await execa('mount', ['-o', 'remount,ro', disk.folder]);
  expect(() => opened(disk.folder)).toThrow(
    expect.objectContaining({
      text: {
        en: 'labvm’s database can be read but not written.',
        es: 'La base de datos de labvm se puede leer, pero no escribir.',
      },
    }),
  );
});
