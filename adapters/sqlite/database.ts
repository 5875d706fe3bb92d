import { statSync } from 'node:fs';
import { DatabaseSync, type StatementSync } from 'node:sqlite';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Log } from '../../src/base/log.ts';
import { storeTrouble } from '../../src/host/store-trouble.ts';
import { type Complaints, createComplaints } from './complaints.ts';
import { isBusy, isOutOfRoom, troubleOf, unusable } from './database-error.ts';
import { prepareFile } from './file.ts';
import { migrate } from './migrate.ts';
import { migrations } from './migrations/index.ts';
import { createReserve, type Reserve } from './reserve.ts';
import { createWriteQueue, transaction } from './write-queue.ts';

/**
 * The one database file. Bodies run synchronously inside their transaction: nothing of this process comes between.
 * What is wrong with the file itself is a `UserError` in people's words, and in the log once.
 */
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

/** How a database is opened, where it is not as always. */
export interface DatabaseOptions {
  readonly schema?: readonly string[];
  /** Room on its disk that it can give up; none unless it is given. */
  readonly reserve?: Reserve;
  /** How long others that hold it are waited for, in milliseconds. */
  readonly patienceMs?: number;
}

/**
 * Opens the database, makes it where there is none, and brings its schema up to date.
 * @param file its path, or `:memory:`
 * @throws UserError if the file is of a newer labvm, is no database, or cannot be used
 */
export function openDatabase(file: string, log: Log, options: DatabaseOptions = {}): Database {
  const { schema = migrations, reserve = createReserve(null, 0, log), patienceMs = PATIENCE_MS } = options;
  const whole = { schema, reserve, patienceMs };
  try {
    return blockingly(patienceMs, () => makingRoom(reserve, () => opened(file, log, whole)));
  } catch (error) {
    throw unusable(file, error);
  }
}

function opened(file: string, log: Log, { schema, ...options }: Required<DatabaseOptions>): Database {
  if (file !== ':memory:') prepareFile(file, log);
  const connection = new DatabaseSync(file, { timeout: BLOCK_MS, enableForeignKeyConstraints: true });
  try {
    connection.exec('PRAGMA journal_mode = WAL');
    migrate(connection, file, schema);
    const complaints = createComplaints(file, log);
    return databaseOn(connection, { ...options, complaints, isThere: watched(file) });
  } catch (error) {
    connection.close();
    throw error;
  }
}

/** Tells whether the file is still the one that was opened. */
function watched(file: string): () => boolean {
  if (file === ':memory:') return () => true;
  const { ino } = statSync(file);
  return () => statSync(file, { throwIfNoEntry: false })?.ino === ino;
}

interface Guards {
  readonly reserve: Reserve;
  readonly patienceMs: number;
  readonly complaints: Complaints;
  readonly isThere: () => boolean;
}

function databaseOn(connection: DatabaseSync, guards: Guards): Database {
  const { reserve, patienceMs, complaints, isThere } = guards;
  const statements = new Map<string, StatementSync>();
  const writes = createWriteQueue(connection, (attempt) =>
    patiently(patienceMs, () => {
      // What is written into a file that nobody will open again is lost.
      if (!isThere()) throw storeTrouble('moved', connection.location() ?? '');
      return makingRoom(reserve, attempt);
    }),
  );
  const inWords = (error: unknown): never => {
    throw complaints.of(error);
  };
  const written = async <T>(written: Promise<T>): Promise<T> => {
    const value = await written.catch(inWords);
    complaints.over();
    return value;
  };
  return {
    sql(text) {
      const known = statements.get(text);
      if (known) return known;
      const statement = connection.prepare(text);
      statements.set(text, statement);
      return statement;
    },
    read: (body) =>
      patiently(patienceMs, () => makingRoom(reserve, () => transaction(connection, 'BEGIN', body))).catch(
        inWords,
      ),
    write: (body) => written(writes.add(body, true)),
    jot: (body) => written(writes.add(body, false)),
    close() {
      if (connection.isOpen) connection.close();
    },
  };
}

/** Tries again with what is given up of the reserve, as long as there is some. */
function makingRoom<T>(reserve: Reserve, attempt: () => T): T {
  for (;;) {
    try {
      return attempt();
    } catch (error) {
      if (!isForRoom(error, reserve) || !reserve.giveUp()) throw error;
    }
  }
}

/** Whether room is what is missing: where a file cannot be made or mapped, SQLite does not say so by its code. */
function isForRoom(error: unknown, reserve: Reserve): boolean {
  const trouble = troubleOf(error);
  if (isOutOfRoom(error)) return true;
  return (trouble === 'input-output' || trouble === 'cannot-open') && reserve.isFull();
}

/** As `patiently`, for the opening: before it there is nothing to hold up. */
function blockingly<T>(patienceMs: number, attempt: () => T): T {
  const giveUpAt = performance.now() + patienceMs;
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
async function patiently<T>(patienceMs: number, attempt: () => T): Promise<T> {
  const giveUpAt = performance.now() + patienceMs;
  for (;;) {
    try {
      return attempt();
    } catch (error) {
      if (!isBusy(error) || performance.now() > giveUpAt) throw error;
    }
    await sleep(RETRY_MS * (0.5 + Math.random()));
  }
}
