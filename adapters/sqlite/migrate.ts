import type { DatabaseSync } from 'node:sqlite';
import { tooNew } from './database-error.ts';

/**
 * Brings the schema up to date, in one transaction that nobody else can be in.
 * @throws UserError if the schema is newer than this program
 */
export function migrate(connection: DatabaseSync, file: string, schema: readonly string[]): void {
  const found = versionOf(connection);
  if (found === schema.length) return;
  if (found > schema.length) throw tooNew(file, found, schema.length);
  connection.exec('BEGIN EXCLUSIVE');
  try {
    // Another process may have done it while this one waited for the lock.
    const current = versionOf(connection);
    if (current > schema.length) throw tooNew(file, current, schema.length);
    for (const change of schema.slice(current)) connection.exec(change);
    // A pragma takes no bound value; this one is a number of our own.
    connection.exec(`PRAGMA user_version = ${schema.length}`);
    connection.exec('COMMIT');
  } catch (error) {
    if (connection.isTransaction) connection.exec('ROLLBACK');
    throw error;
  }
}

function versionOf(connection: DatabaseSync): number {
  return Number(connection.prepare('PRAGMA user_version').get()?.user_version ?? 0);
}
