import { chmodSync, closeSync, mkdirSync, openSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import type { Log } from '../../src/base/log.ts';

const OWNER_ONLY_DIR = 0o700;
const OWNER_ONLY_FILE = 0o600;

/**
 * Makes the file and its directory where they are missing, for this user alone. SQLite gives the files that it puts
 * beside the database the database's own mode. A directory that was there keeps its mode: it may hold other things.
 */
export function prepareFile(file: string, log: Log): void {
  const directory = dirname(file);
  mkdirSync(directory, { recursive: true, mode: OWNER_ONLY_DIR });
  closeSync(openSync(file, 'a', OWNER_ONLY_FILE));
  if ((statSync(file).mode & 0o077) !== 0) chmodSync(file, OWNER_ONLY_FILE);
  const mode = statSync(directory).mode & 0o777;
  if ((mode & 0o022) !== 0) {
    log.warn({ directory, mode: mode.toString(8) }, 'the data directory can be written by other users');
  }
}
