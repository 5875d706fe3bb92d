import { copyFileSync, existsSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { expect, onTestFinished, test } from 'vitest';
import { copyDatabase, openStore } from '../../../adapters/sqlite/index.ts';
import { systemClock } from '../../../src/base/clock.ts';
import { UserError } from '../../../src/base/errors.ts';
import { silentLog } from '../../../src/base/log.ts';
import { startChild } from './support/children.ts';
import { act, plain } from './support/requests.ts';
import { temporaryDirectory, temporaryFile } from './support/store.ts';

const CHILD = new URL('./support/writing-child.ts', import.meta.url);

function opened(file: string) {
  const store = openStore({ file, clock: systemClock, log: silentLog });
  onTestFinished(() => store.close());
  return store;
}

test('a copy that is made while another process writes is whole, is put back, and works', async () => {
  const file = temporaryFile();
  const child = startChild(CHILD, [file]);
  await child.line();
  const copies = [1, 2, 3].map((n) => join(dirname(file), `copy-${n}`));
  for (const to of copies) copyDatabase({ from: file, to, now: new Date() });
  await child.kill();
  const counts = copies.map((copy) => {
    const db = new DatabaseSync(copy, { readOnly: true });
    const [check] = db.prepare('PRAGMA integrity_check').all();
    const one = (sql: string) => Number(db.prepare(sql).get()?.n);
    const [jobs, messages] = ['jobs', 'outbox'].map((table) => one(`SELECT count(*) AS n FROM ${table}`));
    db.close();
    expect(check).toEqual({ integrity_check: 'ok' });
    expect(messages).toBe(jobs);
    return jobs ?? 0;
  });
  expect(counts[0]).toBeGreaterThan(20);
  expect(counts).toEqual(counts.toSorted((a, b) => a - b));

  // As docs/backup.md says: what is there goes, with its journal, and the copy takes its place.
  for (const end of ['', '-wal', '-shm']) rmSync(`${file}${end}`, { force: true });
  copyFileSync(copies[0] as string, file);
  const store = opened(file);
  const worker = await store.workers.enter();
  expect(await store.jobs.list({ limit: 1000 })).toHaveLength(counts[0] as number);
  expect((await store.jobs.start(act(worker, [plain('next')]))).kind).toBe('started');
});

test('a copy is for its owner alone, stands on nothing that is there, and leaves nothing half made', async () => {
  const file = temporaryFile();
  opened(file);
  const folder = temporaryDirectory();
  const to = join(folder, 'copy');
  copyDatabase({ from: file, to, now: new Date() });
  expect(statSync(to).mode & 0o777).toBe(0o600);
  const size = statSync(to).size;
  expect(() => copyDatabase({ from: file, to, now: new Date() })).toThrow(UserError);
  expect(statSync(to).size).toBe(size);
  expect(readdirSync(folder)).toEqual(['copy']);
});

test.for([
  ['no database', 'There is no database'],
  ['a damaged one', 'is damaged, or is not a labvm database'],
  ['no folder', 'could not be written'],
] as const)('what cannot be copied is told, and nothing is left: %s', ([what, said]) => {
  const file = temporaryFile();
  if (what === 'a damaged one') writeFileSync(file, 'no database'.repeat(1000));
  if (what === 'no folder') opened(file);
  const to = join(temporaryDirectory(), what === 'no folder' ? 'none/copy' : 'copy');
  expect(() => copyDatabase({ from: file, to, now: new Date() })).toThrow(said);
  expect(existsSync(to)).toBe(false);
});
