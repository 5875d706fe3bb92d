import type { Clock } from '../../src/base/clock.ts';
import type { Log } from '../../src/base/log.ts';
import type { Doorbell, WorkerStore } from '../../src/job/store.ts';
import { markAbsence, noteLife } from './absence.ts';
import type { Database } from './database.ts';
import { newId } from './job-id.ts';
import { fateOf, ownIdentity, type ProcessIdentity } from './process-identity.ts';

interface WorkerRow {
  readonly id: string;
  readonly boot_id: string;
  readonly pid_namespace: string;
  readonly pid: number;
  readonly started_ticks: string;
  readonly beats: number;
}

/**
 * How long a worker may go without a beat before it is taken for dead, in milliseconds, where its process cannot be
 * seen to be gone: it hangs, or runs in another container.
 */
const LEASE_MS = 30_000;

/** The workers in the database. */
export function createWorkerStore(
  db: Database,
  doorbell: Pick<Doorbell, 'ring'>,
  clock: Clock,
  log: Log,
  leaseMs: number = LEASE_MS,
): WorkerStore {
  const own = ownIdentity();
  const isSilent = silenceJudge(leaseMs);
  const isDead = (row: WorkerRow) => fateOf(identityOf(row), own) === 'gone' || isSilent(row);
  return {
    async enter() {
      const id = newId();
      const absence = await db.write(() => {
        const others = db.sql('SELECT * FROM workers').all() as unknown as WorkerRow[];
        const found = others.some((row) => fateOf(identityOf(row), own) === 'alive')
          ? null
          : markAbsence(db, clock.now());
        noteLife(db, clock.now());
        db.sql('INSERT INTO workers VALUES (?, ?, ?, ?, ?, 0)').run(
          id,
          own.bootId,
          own.pidNamespace,
          own.pid,
          own.startedTicks,
        );
        return found;
      });
      if (absence)
        log.warn(absence, 'nobody was here for long, or this is a copy: what was left is not carried out');
      return id;
    },
    beat: (worker) =>
      db.jot(() => {
        noteLife(db, clock.now());
        return db.sql('UPDATE workers SET beats = beats + 1 WHERE id = ?').run(worker).changes === 1;
      }),
    async bury() {
      const rows = await db.read(() => db.sql('SELECT * FROM workers').all() as unknown as WorkerRow[]);
      const dead = rows.filter(isDead);
      if (dead.length === 0) return 0;
      const freed = await db.write(() => dead.reduce((sum, row) => sum + remove(db, row.id, row.beats), 0));
      for (const { id, pid } of dead) log.warn({ worker: id, pid }, 'a worker is dead, its jobs are free');
      doorbell.ring();
      return freed;
    },
    async leave(worker) {
      await db.write(() => {
        noteLife(db, clock.now());
        remove(db, worker);
      });
      doorbell.ring();
    },
  };
}

function identityOf(row: WorkerRow): ProcessIdentity {
  return {
    bootId: row.boot_id,
    pidNamespace: row.pid_namespace,
    pid: row.pid,
    startedTicks: row.started_ticks,
  };
}

/**
 * Tells whether a worker has not beaten for as long as the lease, by this process's own watch: a clock that is set, or
 * a host that slept, makes nobody look dead.
 */
function silenceJudge(leaseMs: number): (row: Pick<WorkerRow, 'id' | 'beats'>) => boolean {
  const heard = new Map<string, { beats: number; at: number }>();
  return ({ id, beats }) => {
    const last = heard.get(id);
    const now = performance.now();
    if (last?.beats === beats) return now - last.at > leaseMs;
    heard.set(id, { beats, at: now });
    return false;
  };
}

/** Removes a worker, unless it has beaten since; frees its jobs and their slots. @returns how many */
function remove(db: Database, worker: string, beats?: number): number {
  const known = db
    .sql('SELECT 1 FROM workers WHERE id = ?1 AND (?2 IS NULL OR beats = ?2)')
    .get(worker, beats ?? null);
  if (!known) return 0;
  const { changes } = db
    .sql('UPDATE jobs SET worker = NULL, slot = NULL WHERE worker = ? AND finished_at IS NULL')
    .run(worker);
  // The messages it showed are let go by their foreign key.
  db.sql('DELETE FROM workers WHERE id = ?').run(worker);
  return Number(changes);
}
