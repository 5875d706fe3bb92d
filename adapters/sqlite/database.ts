import { DatabaseSync, type StatementSync } from 'node:sqlite';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Log } from '../../src/log.ts';
import { isBusy, unusable } from './database-error.ts';
import { prepareFile } from './file.ts';
import { migrate } from './migrate.ts';
import { migrations } from './migrations/index.ts';
import { createWriteQueue, transaction } from './write-queue.ts';

/** The one database file. Bodies run synchronously inside their transaction: nothing of this process comes between. */
export interface Database {
  /** A prepared statement; the same text is prepared once. Values are bound, never part of the text. */
  sql(text: string): StatementSync;
  /** Runs the body on one state of the database. */
  read<T>(body: () => T): Promise<T>;
  /** Runs the body in a transaction that is on the disk when this resolves. */
  write<T>(body: () => T): Promise<T>;
  /** As `write`, but the last ones may be lost with the host's power (not with the process). */
  jot<T>(body: () => T): Promise<T>;
  close(): void;
}

/** How long SQLite itself waits for another process's transaction, in milliseconds; it blocks this process. */
const BLOCK_MS = 50;
/** How long a transaction is tried again while others write, in milliseconds. A transaction takes a few of these. */
const PATIENCE_MS = 15_000;
const RETRY_MS = 20;

/**
 * Opens the database, makes it where there is none, and brings its schema up to date.
 * @param file its path, or `:memory:`
 * @throws UserError if the file is of a newer labvm, is no database, or cannot be used
 */
export function openDatabase(file: string, log: Log, schema: readonly string[] = migrations): Database {
  try {
    if (file !== ':memory:') prepareFile(file, log);
    const connection = new DatabaseSync(file, { timeout: BLOCK_MS, enableForeignKeyConstraints: true });
    try {
      blockingly(() => connection.exec('PRAGMA journal_mode = WAL'));
      blockingly(() => migrate(connection, file, schema));
    } catch (error) {
      connection.close();
      throw error;
    }
    return databaseOn(connection);
  } catch (error) {
    throw unusable(file, error);
  }
}

function databaseOn(connection: DatabaseSync): Database {
  const statements = new Map<string, StatementSync>();
  const writes = createWriteQueue(connection, patiently);
  return {
    sql(text) {
      const known = statements.get(text);
      if (known) return known;
      const statement = connection.prepare(text);
      statements.set(text, statement);
      return statement;
    },
    read: (body) => patiently(() => transaction(connection, 'BEGIN', body)),
    write: (body) => writes.add(body, true),
    jot: (body) => writes.add(body, false),
    close() {
      if (connection.isOpen) connection.close();
    },
  };
}

/** As `patiently`, for the opening: before it there is nothing to hold up. */
function blockingly<T>(attempt: () => T): T {
  const giveUpAt = performance.now() + PATIENCE_MS;
  const never = new Int32Array(new SharedArrayBuffer(4));
  for (;;) {
    try {
      return attempt();
    } catch (error) {
      if (!isBusy(error) || performance.now() > giveUpAt) throw error;
    }
    Atomics.wait(never, 0, 0, RETRY_MS);
  }
}

/** Tries again while another process holds the database, without holding this one up meanwhile. */
async function patiently<T>(attempt: () => T): Promise<T> {
  const giveUpAt = performance.now() + PATIENCE_MS;
  for (;;) {
    try {
      return attempt();
    } catch (error) {
      if (!isBusy(error) || performance.now() > giveUpAt) throw error;
    }
    await sleep(RETRY_MS * (0.5 + Math.random()));
  }
}
