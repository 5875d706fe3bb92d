import type { Clock } from '../../src/base/clock.ts';
import type { Log } from '../../src/base/log.ts';
import type { OutboxStore } from '../../src/chat/outbox/store.ts';
import type { AuditStore } from '../../src/command/audit/audit.ts';
import type { GrantStore } from '../../src/console/grant.ts';
import type { Doorbell, JobStore, WorkerStore } from '../../src/job/store.ts';
import type { StoreRoom } from '../../src/job/store-room.ts';
import type { KeyStore } from '../../src/key/ssh-key.ts';
import { createAuditStore } from './audit-store.ts';
import { type Database, openDatabase } from './database.ts';
import { unusable } from './database-error.ts';
import { type ClosableDoorbell, createDoorbell } from './doorbell.ts';
import { createGrantStore } from './grant-store.ts';
import { createJobStore } from './job-store.ts';
import { createKeyStore } from './key-store.ts';
import { createKeyvStorage, type KeyvStorage } from './keyv-storage.ts';
import { createOutboxStore } from './outbox-store.ts';
import { createReserve } from './reserve.ts';
import { createWorkerStore } from './worker-store.ts';

export { copyDatabase } from './copy.ts';
export { RESERVE_BYTES } from './reserve.ts';

/** Everything that labvm remembers beside the hypervisor, in one file. */
export interface Store {
  readonly jobs: JobStore;
  readonly workers: WorkerStore;
  readonly outbox: OutboxStore;
  readonly audit: AuditStore;
  readonly keys: KeyStore;
  readonly grants: GrantStore;
  readonly doorbell: Doorbell;
  readonly room: StoreRoom;
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
  /** What is held in reserve on the database's disk, in bytes; nothing unless it is given. */
  readonly reserveBytes?: number;
  /** How long other processes that hold the database are waited for, in milliseconds. */
  readonly patienceMs?: number;
}

/**
 * Opens the installation's database, shared by all its processes.
 * @throws UserError saying what is wrong with the file and what to do
 */
export function openStore(options: StoreOptions): Store {
  const { file, clock, log, leaseMs, reserveBytes = 0, patienceMs } = options;
  const isInMemory = file === ':memory:';
  const reserve = createReserve(isInMemory ? null : `${file}-reserve`, reserveBytes, log);
  const db = openDatabase(file, log, { reserve, ...(patienceMs === undefined ? {} : { patienceMs }) });
  const doorbell = hung(isInMemory ? null : `${file}-bell`, db, file, log);
  // Whoever begins does not wait for it: a database that is there comes first.
  reserve.look().catch((error: unknown) => log.warn({ err: error }, 'the room on the disk cannot be seen'));
  return {
    jobs: createJobStore(db, doorbell, clock),
    workers: createWorkerStore(db, doorbell, clock, log, leaseMs),
    outbox: createOutboxStore(db, clock),
    audit: createAuditStore(db),
    keys: createKeyStore(db),
    grants: createGrantStore(db, doorbell),
    doorbell,
    room: {
      look: () =>
        reserve.look().catch((error: unknown) => {
          throw unusable(file, error);
        }),
    },
    keyv: () => createKeyvStorage(db, clock),
    close() {
      doorbell.close();
      db.close();
    },
  };
}

function hung(bell: string | null, db: Database, file: string, log: Log): ClosableDoorbell {
  try {
    return createDoorbell(bell, log);
  } catch (error) {
    db.close();
    throw unusable(file, error);
  }
}
