import type { DatabaseSync } from 'node:sqlite';
import { isOutOfRoom, troubleOf } from './database-error.ts';

/** A body that waits for its transaction. */
interface Waiting {
  readonly body: () => unknown;
  readonly isDurable: boolean;
  readonly resolve: (value: never) => void;
  readonly reject: (error: unknown) => void;
}

type Outcome = { readonly value: unknown } | { readonly error: unknown };

/** Writes, those of one turn of the event loop together: the disk is waited for once for all of them. */
export interface WriteQueue {
  /** @param isDurable on the disk when it resolves, and not only safe from the end of this process */
  add<T>(body: () => T, isDurable: boolean): Promise<T>;
}

/** @param patiently runs an attempt, again and again while another process holds the database */
export function createWriteQueue(
  connection: DatabaseSync,
  patiently: <T>(attempt: () => T) => Promise<T>,
): WriteQueue {
  let waiting: Waiting[] = [];
  let isFlushing = false;

  async function carryOut(batch: readonly Waiting[]): Promise<void> {
    try {
      const outcomes = await patiently(() => runTogether(connection, batch));
      for (const [at, outcome] of outcomes.entries()) settle(batch[at], outcome);
    } catch (error) {
      // Whoever meets a damaged page undoes nothing by itself: the others, who may not meet it, go one by one.
      if (batch.length > 1 && troubleOf(error) === 'damaged') {
        for (const one of batch) await carryOut([one]);
      } else for (const one of batch) one.reject(error);
    }
  }

  async function flush(): Promise<void> {
    while (waiting.length > 0) {
      const batch = waiting;
      waiting = [];
      await carryOut(batch);
    }
    isFlushing = false;
  }

  return {
    add: (body, isDurable) =>
      new Promise((resolve, reject) => {
        waiting.push({ body, isDurable, resolve, reject });
        if (isFlushing) return;
        isFlushing = true;
        setImmediate(() => void flush());
      }),
  };
}

function runTogether(connection: DatabaseSync, batch: readonly Waiting[]): readonly Outcome[] {
  // In WAL mode NORMAL leaves out the wait for the disk at each commit; the next FULL one syncs what was left.
  const synchronous = batch.some(({ isDurable }) => isDurable) ? 'FULL' : 'NORMAL';
  return transaction(connection, `PRAGMA synchronous = ${synchronous}; BEGIN IMMEDIATE`, () => {
    const [only, ...others] = batch;
    if (only && others.length === 0) return [{ value: only.body() }];
    return batch.map(({ body }) => runAlone(connection, body));
  });
}

/** Runs one body of several: if it fails, what it did is undone, and the others go on. */
function runAlone(connection: DatabaseSync, body: () => unknown): Outcome {
  connection.exec('SAVEPOINT one');
  try {
    const value = body();
    connection.exec('RELEASE one');
    return { value };
  } catch (error) {
    // Some errors end the whole transaction; where the disk is full, all are tried again with what is given up of it.
    if (!connection.isTransaction || isOutOfRoom(error)) throw error;
    connection.exec('ROLLBACK TO one; RELEASE one');
    return { error };
  }
}

function settle(waiting: Waiting | undefined, outcome: Outcome): void {
  if ('error' in outcome) waiting?.reject(outcome.error);
  // Each value goes back to the one who gave its body.
  else waiting?.resolve(outcome.value as never);
}

/** Runs a body in a transaction, and undoes it if it fails. */
export function transaction<T>(connection: DatabaseSync, begin: string, body: () => T): T {
  connection.exec(begin);
  try {
    const value = body();
    connection.exec('COMMIT');
    return value;
  } catch (error) {
    if (connection.isTransaction) connection.exec('ROLLBACK');
    throw error;
  }
}
