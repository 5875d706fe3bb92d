import { mkdirSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { expect, onTestFinished, test } from 'vitest';
import { openDatabase } from '../../../adapters/sqlite/database.ts';
import { migrations } from '../../../adapters/sqlite/migrations/index.ts';
import { heldSince } from '../../../adapters/sqlite/reservations.ts';
import { UserError } from '../../../src/base/errors.ts';
import { silentLog } from '../../../src/base/log.ts';
import { startChild } from './support/children.ts';
import { temporaryDirectory, temporaryFile } from './support/store.ts';

function opened(file: string, schema: readonly string[] = migrations) {
  const db = openDatabase(file, silentLog, { schema });
  onTestFinished(() => db.close());
  return db;
}

function errorOf(call: () => unknown): UserError {
  try {
    call();
  } catch (error) {
    if (error instanceof UserError) return error;
    throw error;
  }
  throw new Error('It did not fail.');
}

test('the file and all beside it are for its owner alone, in a directory of the same kind', async () => {
  const file = join(temporaryDirectory(), 'new', 'labvm.db');
  const db = opened(file);
  await db.write(() => db.sql('DELETE FROM keyv').run());
  expect(statSync(dirname(file)).mode & 0o777).toBe(0o700);
  for (const name of [file, `${file}-wal`, `${file}-shm`]) expect(statSync(name).mode & 0o777).toBe(0o600);
});

test('a file that others could read is closed to them', () => {
  const file = temporaryFile();
  writeFileSync(file, '', { mode: 0o644 });
  opened(file);
  expect(statSync(file).mode & 0o777).toBe(0o600);
});

test('it writes ahead and keeps to its foreign keys', async () => {
  const db = opened(temporaryFile());
  expect(db.sql('PRAGMA journal_mode').get()).toEqual({ journal_mode: 'wal' });
  await db.write(() => expect(db.sql('PRAGMA synchronous').get()).toEqual({ synchronous: 2 }));
  await db.jot(() => expect(db.sql('PRAGMA synchronous').get()).toEqual({ synchronous: 1 }));
  await db.write(() => expect(db.sql('PRAGMA synchronous').get()).toEqual({ synchronous: 2 }));
  await expect(
    db.write(() =>
      db
        .sql(`INSERT INTO reservations
    VALUES ('nobody', 'a', 'v', 1, 1, 1, 1, 1, 1, NULL, NULL, NULL)`)
        .run(),
    ),
  ).rejects.toThrow(/FOREIGN KEY/);
});

test('a body that fails leaves nothing', async () => {
  const db = opened(temporaryFile());
  const failing = db.write(() => {
    db.sql(`INSERT INTO keyv VALUES ('', 'key', 'value', NULL)`).run();
    throw new Error('on purpose');
  });
  await expect(failing).rejects.toThrow('on purpose');
  expect(await db.read(() => db.sql('SELECT * FROM keyv').all())).toEqual([]);
});

test('migrations are added one by one, and what is stored stays', async () => {
  const file = temporaryFile();
  const first = openDatabase(file, silentLog);
  await first.write(() => first.sql(`INSERT INTO keyv VALUES ('', 'key', 'value', NULL)`).run());
  first.close();
  const second = opened(file, [...migrations, 'CREATE TABLE later (a TEXT) STRICT']);
  expect(await second.read(() => second.sql('SELECT key FROM keyv').all())).toEqual([{ key: 'key' }]);
  expect(await second.read(() => second.sql('SELECT * FROM later').all())).toEqual([]);
});

test('a migration that fails changes nothing', () => {
  const file = temporaryFile();
  openDatabase(file, silentLog).close();
  const broken = [...migrations, 'CREATE TABLE half (a TEXT) STRICT; CREATE TABLE half (a TEXT) STRICT'];
  expect(errorOf(() => openDatabase(file, silentLog, { schema: broken })).evidence).toContain('half');
  const raw = new DatabaseSync(file);
  onTestFinished(() => raw.close());
  expect(raw.prepare('PRAGMA user_version').get()).toEqual({ user_version: migrations.length });
  expect(raw.prepare(`SELECT name FROM sqlite_schema WHERE name = 'half'`).all()).toEqual([]);
});

test('a newer schema is refused with a sentence, and left alone', () => {
  const file = temporaryFile();
  openDatabase(file, silentLog, { schema: [...migrations, 'CREATE TABLE later (a TEXT) STRICT'] }).close();
  const error = errorOf(() => openDatabase(file, silentLog));
  expect(error.code).toBe('unsupported');
  expect(error.text.en).toBe(
    `The database ${file} was written by a newer labvm (its schema is ${migrations.length + 1}; this one knows ${migrations.length}).`,
  );
  expect(error.hint?.es).toContain('Actualice labvm');
});

test('a file that is no database is refused with a sentence', () => {
  const file = temporaryFile();
  writeFileSync(file, 'not a database, but long enough to be looked at as if it were one'.repeat(50));
  expect(errorOf(() => openDatabase(file, silentLog)).text.en).toContain(
    'is damaged, or is not a labvm database',
  );
});

test('a path that cannot be a file is refused with a sentence', () => {
  const file = temporaryFile();
  mkdirSync(file);
  const { text, hint } = errorOf(() => openDatabase(file, silentLog));
  expect(text.en).toBe('labvm’s database cannot be opened.');
  expect(hint?.en).toContain(file);
});

test('processes that start at once on a fresh file make one schema', async () => {
  const file = temporaryFile();
  const script = new URL('./support/opening-child.ts', import.meta.url);
  const children = [1, 2, 3, 4].map(() => startChild(script, [file]));
  expect(await Promise.all(children.map((child) => child.line()))).toEqual(Array(4).fill('ready'));
  for (const child of children) child.say('go');
  expect(await Promise.all(children.map((child) => child.line()))).toEqual(Array(4).fill('opened'));
});

test('a database that another process holds is waited for, and this process goes on meanwhile', async () => {
  const file = temporaryFile();
  const db = opened(file);
  const other = new DatabaseSync(file);
  onTestFinished(() => other.close());
  other.exec('BEGIN IMMEDIATE');
  const writing = db.write(() => db.sql(`INSERT INTO keyv VALUES ('', 'key', 'value', NULL)`).run());
  // SQLite has waited as long as it does, in the turn before this one, and was told that another holds it.
  await new Promise((resolve) => setImmediate(resolve));
  expect(await db.read(() => db.sql('SELECT key FROM keyv').all())).toEqual([]);
  other.exec('COMMIT');
  await writing;
  expect(await db.read(() => db.sql('SELECT key FROM keyv').all())).toEqual([{ key: 'key' }]);
});

test('messages of an older database are where they were, in the outbox', async () => {
  const file = temporaryFile();
  const old = openDatabase(file, silentLog, { schema: migrations.slice(0, 1) });
  await old.write(() => {
    old
      .sql(`INSERT INTO jobs (id, kind, invocation_id, actor_id, chat, channel, thread, locale, input_json, state, created_at)
        VALUES ('j1', 'toy', 'i1', 'ana', 'slack', 'C1', '17.1', 'es', 'null', 'queued', 5)`)
      .run();
    old.sql("INSERT INTO messages VALUES ('j1', NULL, 'C1/18', 3)").run();
  });
  old.close();
  const db = opened(file);
  expect(
    db.sql('SELECT id, job_id, chat, channel, thread, locale, ref, shown_revision FROM outbox').all(),
  ).toEqual([
    {
      id: 'j1',
      job_id: 'j1',
      chat: 'slack',
      channel: 'C1',
      thread: '17.1',
      locale: 'es',
      ref: 'C1/18',
      shown_revision: 3,
    },
  ]);
});

test('reservations of an older database are held, on a host that nobody knows', async () => {
  const file = temporaryFile();
  const old = openDatabase(file, silentLog, { schema: migrations.slice(0, 7) });
  await old.write(() => {
    old
      .sql(`INSERT INTO jobs (id, kind, invocation_id, actor_id, chat, channel, locale, vm, input_json, state, created_at)
        VALUES ('j1', 'toy', 'i1', 'ana', 'slack', 'C1', 'es', 'web', 'null', 'queued', 5)`)
      .run();
    old.sql("INSERT INTO reservations VALUES ('j1', 'ana', 'web', 1, 1, 1, 2, 256, 5, NULL, 7)").run();
  });
  old.close();
  const db = opened(file);
  const size = { vms: 1, runningVms: 1, cpus: 2, memoryMiB: 256, diskGiB: 5 };
  expect(heldSince(db, new Date())).toEqual([
    { owner: 'ana', vm: 'web', isNew: true, ...size, addressSlot: 7, host: null },
  ]);
});
