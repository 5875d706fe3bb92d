import { closeSync, openSync, readFileSync, renameSync, rmSync, truncateSync, writeSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { expect, onTestFinished, test } from 'vitest';
import { openStore, type Store } from '../../../adapters/sqlite/index.ts';
import { systemClock } from '../../../src/base/clock.ts';
import { UserError } from '../../../src/base/errors.ts';
import { type Log, silentLog } from '../../../src/base/log.ts';
import { troubleDoc } from '../../support/trouble-doc.ts';
import { act, plain } from './support/requests.ts';
import { temporaryFile } from './support/store.ts';

function opened(file: string, log: Log = silentLog): Store {
  const store = openStore({ file, clock: systemClock, log });
  onTestFinished(() => store.close());
  return store;
}

async function errorOf(call: () => unknown): Promise<UserError> {
  try {
    await call();
  } catch (error) {
    if (error instanceof UserError) return error;
    throw error;
  }
  throw new Error('It did not fail.');
}

/** A database with jobs in it, whole in its one file. */
async function filled(): Promise<string> {
  const file = temporaryFile();
  const store = openStore({ file, clock: systemClock, log: silentLog });
  const worker = await store.workers.enter();
  for (let n = 0; n < 40; n += 1) await store.jobs.start(act(worker, [plain(`web${n}`)]));
  store.close();
  return file;
}

/** Overwrites every page of a table but its first, which labvm opens with. */
function damage(file: string, table: string): void {
  const raw = new DatabaseSync(file);
  const pageBytes = Number(raw.prepare('PRAGMA page_size').get()?.page_size);
  const root = Number(raw.prepare('SELECT rootpage FROM sqlite_schema WHERE name = ?').get(table)?.rootpage);
  raw.close();
  const descriptor = openSync(file, 'r+');
  writeSync(descriptor, Buffer.alloc(pageBytes, 0xff), 0, pageBytes, (root - 1) * pageBytes);
  closeSync(descriptor);
}

test('damaged pages are told at every read and write that meets them, in both languages, and logged once', async () => {
  const file = await filled();
  damage(file, 'jobs');
  const lines: string[] = [];
  const store = opened(file, { ...silentLog, error: (_fields, text) => lines.push(text) });
  const worker = await store.workers.enter();
  for (const call of [
    () => store.jobs.list({ limit: 5 }),
    () => store.jobs.start(act(worker, [plain('more')])),
    () => store.jobs.claim(worker, 5),
  ]) {
    const { code, text, hint } = await errorOf(call);
    expect({ code, ...text }).toEqual({
      code: 'failed',
      en: 'labvm’s database is damaged.',
      es: 'La base de datos de labvm está dañada.',
    });
    expect(hint?.en).toContain('docs/backup.md');
    expect(troubleDoc).toContain(text.en);
  }
  expect(lines).toEqual(['the database fails']);
  // What comes to the database at the same moment and meets no damage is stored.
  const [broken, beat] = await Promise.allSettled([
    store.jobs.start(act(worker, [plain('more')])),
    store.workers.beat(worker),
  ]);
  expect([broken.status, beat]).toEqual(['rejected', { status: 'fulfilled', value: true }]);
});

test('a database whose file was cut is damaged, and not empty', async () => {
  const file = await filled();
  truncateSync(file, 8192);
  const error = await errorOf(() => opened(file).jobs.list({ limit: 5 }));
  expect(error.text.en).toBe('labvm’s database is damaged.');
});

test('a database that another process holds for long is told at each write', async () => {
  const file = await filled();
  const store = openStore({ file, clock: systemClock, log: silentLog, patienceMs: 100 });
  onTestFinished(() => store.close());
  const other = new DatabaseSync(file);
  onTestFinished(() => other.close());
  other.exec('BEGIN EXCLUSIVE');
  const worker = 'nobody';
  const [writing, starting] = [
    errorOf(() => store.workers.beat(worker)),
    errorOf(() => store.jobs.start(act(worker, [plain('more')]))),
  ];
  for (const { code, text, hint } of await Promise.all([writing, starting])) {
    expect({ code, ...text }).toEqual({
      code: 'busy',
      en: 'Another process has locked labvm’s database and does not release it.',
      es: 'Otro proceso tiene bloqueada la base de datos de labvm y no la libera.',
    });
    expect(hint?.en).toBe(`To see which process, as root: fuser ${file}`);
    expect(troubleDoc).toContain(text.en);
  }
  other.exec('COMMIT');
  expect(await store.jobs.list({ limit: 1 })).toHaveLength(1);
});

test('a database that another process has for itself alone is told at the start', async () => {
  const file = await filled();
  const other = new DatabaseSync(file);
  onTestFinished(() => other.close());
  other.exec('PRAGMA locking_mode = EXCLUSIVE; BEGIN EXCLUSIVE; COMMIT');
  const { text } = await errorOf(() =>
    openStore({ file, clock: systemClock, log: silentLog, patienceMs: 100 }),
  );
  expect(text.en).toBe('Another process has locked labvm’s database and does not release it.');
});

test('a file that is taken away or replaced below labvm is told, and nothing is written into what is gone', async () => {
  const file = await filled();
  const store = opened(file);
  renameSync(file, `${file}-away`);
  const { text } = await errorOf(() => store.workers.enter());
  expect(text).toEqual({
    en: 'labvm’s database was removed or replaced while labvm was running.',
    es: 'La base de datos de labvm se ha quitado o reemplazado con labvm en marcha.',
  });
  expect(troubleDoc).toContain(text.en);
});

test('a database that was removed is made anew, also where its journal was left', async () => {
  const file = temporaryFile();
  const first = opened(file);
  await first.workers.enter();
  const journal = readFileSync(`${file}-wal`);
  expect(journal.length).toBeGreaterThan(0);
  rmSync(file);
  const second = opened(file);
  expect(await second.jobs.list({ limit: 1 })).toEqual([]);
  await second.workers.enter();
});

/** A page in the journal with its header (https://www.sqlite.org/fileformat2.html#the_write_ahead_log). */
const FRAME_BYTES = 4096 + 24;

test.for([1000, 4000, 33_333])(
  'a journal that was cut after %i bytes loses its end and nothing else',
  async (bytes) => {
    const file = temporaryFile();
    const store = openStore({ file, clock: systemClock, log: silentLog });
    onTestFinished(() => store.close());
    const worker = await store.workers.enter();
    for (let n = 0; n < 40; n += 1) await store.jobs.start(act(worker, [plain(`web${n}`)]));
    // As a process finds it that comes after kill -9 and a disk that lost its last writes.
    const copy = temporaryFile();
    for (const part of ['', '-wal']) {
      const descriptor = openSync(`${copy}${part}`, 'w');
      writeSync(descriptor, readFileSync(`${file}${part}`));
      closeSync(descriptor);
    }
    truncateSync(`${copy}-wal`, Math.max(0, readFileSync(`${copy}-wal`).length - bytes));
    const again = opened(copy);
    const jobs = await again.jobs.list({ limit: 100 });
    // Each start is a transaction of one frame at least, and is kept whole or not at all, in the order of the starts.
    expect(jobs.length).toBeGreaterThanOrEqual(40 - Math.ceil(bytes / FRAME_BYTES));
    expect(jobs.length).toBeLessThan(40);
    const kept = Array.from({ length: jobs.length }, (_, n) => `web${n}`);
    expect(jobs.map(({ vm }) => vm).toSorted()).toEqual(kept.toSorted());
    const next = await again.jobs.start(act(await again.workers.enter(), [plain('next')]));
    expect(next.kind).toBe('started');
  },
);
