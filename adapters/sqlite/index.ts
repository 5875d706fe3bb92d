import type { KeyStore } from '../../src/access/ssh-key.ts';
import type { AuditStore } from '../../src/audit/audit.ts';
import type { Clock } from '../../src/clock.ts';
import type { GrantStore } from '../../src/console/grant.ts';
import type { Doorbell, JobStore, WorkerStore } from '../../src/job/store.ts';
import type { Log } from '../../src/log.ts';
import type { OutboxStore } from '../../src/outbox/outbox.ts';
import { createAuditStore } from './audit-store.ts';
import { openDatabase } from './database.ts';
import { createDoorbell } from './doorbell.ts';
import { createGrantStore } from './grant-store.ts';
import { createJobStore } from './job-store.ts';
import { createKeyStore } from './key-store.ts';
import { createKeyvStorage, type KeyvStorage } from './keyv-storage.ts';
import { createOutboxStore } from './outbox-store.ts';
import { createWorkerStore } from './worker-store.ts';

/** Everything that labvm remembers beside the hypervisor, in one file. */
export interface Store {
  readonly jobs: JobStore;
  readonly workers: WorkerStore;
  readonly outbox: OutboxStore;
  readonly audit: AuditStore;
  readonly keys: KeyStore;
  readonly grants: GrantStore;
  readonly doorbell: Doorbell;
  /** A storage for one Keyv. */
  keyv(): KeyvStorage;
  close(): void;
}

export interface StoreOptions {
  /** The database's path, or `:memory:`. */
  readonly file: string;
  readonly clock: Clock;
  readonly log: Log;
  /** How long a worker whose process cannot be seen may be silent, in milliseconds. */
  readonly leaseMs?: number;
}

/**
 * Opens the installation's database, shared by all its processes.
 * @throws UserError saying what is wrong with the file and what to do
 */
export function openStore({ file, clock, log, leaseMs }: StoreOptions): Store {
  const db = openDatabase(file, log);
  const doorbell = createDoorbell(file === ':memory:' ? null : `${file}-bell`, log);
  return {
    jobs: createJobStore(db, doorbell, clock),
    workers: createWorkerStore(db, doorbell, log, leaseMs),
    outbox: createOutboxStore(db, clock),
    audit: createAuditStore(db),
    keys: createKeyStore(db),
    grants: createGrantStore(db, doorbell),
    doorbell,
    keyv: () => createKeyvStorage(db, clock),
    close() {
      doorbell.close();
      db.close();
    },
  };
}
