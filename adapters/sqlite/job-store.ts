import type { Clock } from '../../src/base/clock.ts';
import type { Job } from '../../src/job/job.ts';
import type { Doorbell, JobStore } from '../../src/job/store.ts';
import type { Database } from './database.ts';
import { claim, claimable } from './job-claim.ts';
import { cancel, childRows, finish, release } from './job-end.ts';
import { type JobRow, jobOf, jobRow } from './job-row.ts';
import { startJob } from './job-start.ts';
import { beginStep, endStep, giveUp, noteStep } from './job-steps.ts';

/** The jobs in the database. Rings after each change, once it is stored. */
export function createJobStore(db: Database, doorbell: Pick<Doorbell, 'ring'>, clock: Clock): JobStore {
  const ringing = async <T>(done: Promise<T>): Promise<T> => {
    const value = await done;
    doorbell.ring();
    return value;
  };
  const written = <T>(body: () => T) => ringing(db.write(body));
  // What any process finds out again after a power cut need not wait for the disk.
  const jotted = <T>(body: () => T) => ringing(db.jot(body));
  return {
    ...queries(db),
    start: (request) => written(() => startJob(db, request, clock.now())),
    async claim(worker, limit) {
      // Looked at first, because it is asked at every ring and writing would keep others out.
      const found = await db.read(() => claimable(db, worker, 1));
      return found.length === 0 ? [] : jotted(() => claim(db, worker, limit, clock.now()));
    },
    async beginStep(jobId, worker, step, terms) {
      const body = () => beginStep(db, jobId, worker, step, terms);
      const beginning = await (terms.irrevocable ? db.write(body) : db.jot(body));
      // Those who wait for a slot try at each ring: without a change there must be none.
      if (beginning === 'begun') doorbell.ring();
      return beginning;
    },
    noteStep: (jobId, worker, step, note, fraction) =>
      jotted(() => noteStep(db, jobId, worker, step, note, fraction)),
    endStep: (jobId, worker, step, note) => written(() => endStep(db, jobId, worker, step, note)),
    giveUp: (jobId, worker, ending, failedStep) =>
      written(() => giveUp(db, jobId, worker, ending, failedStep)),
    finish: (jobId, worker, end) => written(() => finish(db, jobId, worker, end, clock.now())),
    release: (jobId, worker) => written(() => release(db, jobId, worker)),
    cancel: (jobId, actorId) => written(() => cancel(db, jobId, actorId, clock.now())),
  };
}

function queries(
  db: Database,
): Pick<JobStore, 'get' | 'children' | 'list' | 'reservedNames' | 'ofVm' | 'held'> {
  const jobsOf = (rows: unknown) => (rows as readonly JobRow[]).map((row) => jobOf(db, row));
  return {
    get: (id) =>
      db.read(() => {
        const row = jobRow(db, id);
        return row ? jobOf(db, row) : null;
      }),
    children: (parentId) => db.read(() => childRows(db, parentId).map((row) => jobOf(db, row))),
    list: ({ limit, actorIds, unfinishedOnly }) =>
      db.read(() =>
        jobsOf(
          db
            .sql(`SELECT * FROM jobs WHERE parent_id IS NULL
              AND (?1 IS NULL OR actor_id IN (SELECT value FROM json_each(?1))) AND (?2 = 0 OR finished_at IS NULL)
              ORDER BY seq DESC LIMIT ?3`)
            .all(actorIds ? JSON.stringify(actorIds) : null, unfinishedOnly ? 1 : 0, limit),
        ),
      ),
    reservedNames: () =>
      db.read(() => {
        const rows = db.sql('SELECT vm FROM reservations WHERE is_new = 1 AND released_at IS NULL').all();
        return new Set(rows.map((row) => String(row.vm)));
      }),
    ofVm: (vm, endedAfter) =>
      db.read(() =>
        jobsOf(
          db
            .sql(`SELECT * FROM jobs WHERE vm = ? AND (finished_at IS NULL OR finished_at > ?) ORDER BY seq`)
            .all(vm, endedAfter.getTime()),
        ),
      ),
    held: (worker) =>
      db.read(() => {
        const rows = db
          .sql(`SELECT id, cancelled_by FROM jobs WHERE worker = ? AND state = 'running'`)
          .all(worker) as unknown as readonly Pick<JobRow, 'id' | 'cancelled_by'>[];
        return rows.map(
          (row): Pick<Job, 'id' | 'cancelledBy'> => ({
            id: row.id,
            cancelledBy: row.cancelled_by,
          }),
        );
      }),
  };
}
