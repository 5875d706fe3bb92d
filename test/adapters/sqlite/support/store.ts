import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { openStore, type Store } from '../../../../adapters/sqlite/index.ts';
import { type Clock, systemClock } from '../../../../src/base/clock.ts';
import { silentLog } from '../../../../src/base/log.ts';

/** A directory that is gone when the test is. */
export function temporaryDirectory(): string {
  const directory = mkdtempSync(join(tmpdir(), 'labvm-store-'));
  onTestFinished(() => rmSync(directory, { recursive: true, force: true }));
  return directory;
}

export function temporaryFile(): string {
  return join(temporaryDirectory(), 'labvm.db');
}

/** A store in memory, or in a file; closed with the test. */
export function openTestStore(options: { file?: string; clock?: Clock; leaseMs?: number } = {}): Store {
  const store = openStore({ file: ':memory:', clock: systemClock, log: silentLog, ...options });
  onTestFinished(() => store.close());
  return store;
}
