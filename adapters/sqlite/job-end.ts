import { BATCH, batchEnd } from '../../src/job/batch.ts';
import { cancelledRecord } from '../../src/job/failure.ts';
import type { Job } from '../../src/job/job.ts';
import type { JobEnd } from '../../src/job/store.ts';
import type { Database } from './database.ts';
import { changed, heldBy } from './job-change.ts';
import { type JobRow, jobOf, jobRow, json } from './job-row.ts';
import { release as releaseReservation } from './reservations.ts';

/** Stores a job's end. Within a transaction. */
export function finish(db: Database, jobId: string, worker: string, end: JobEnd, now: Date): void {
  endJob(db, heldBy(db, jobId, worker), end, now);
}

/** Lets go of a job so that another worker can take it up. Within a transaction. */
export function release(db: Database, jobId: string, worker: string): void {
  db.sql('UPDATE jobs SET worker = NULL, slot = NULL WHERE id = ? AND worker = ?').run(jobId, worker);
}

/** Marks a job and its children to be cancelled, and ends those that nobody has begun. Within a transaction. */
export function cancel(db: Database, jobId: string, actorId: string, now: Date): Job | null {
  const row = jobRow(db, jobId);
  if (!row) return null;
  if (row.finished_at === null) {
    for (const job of [row, ...childRows(db, jobId)])
      if (job.finished_at === null) mark(db, job, actorId, now);
  }
  return jobOf(db, jobRow(db, jobId) as JobRow);
}

function mark(db: Database, job: JobRow, actorId: string, now: Date): void {
  if (job.cancelled_by !== null) return;
  db.sql('UPDATE jobs SET cancelled_by = ? WHERE id = ?').run(actorId, job.id);
  changed(db, job.id);
  if (job.kind !== BATCH && job.started_at === null) {
    endJob(db, job, { state: 'cancelled', error: cancelledRecord(), result: null }, now);
  }
}

/** The one place where a job ends and its share is given back. */
function endJob(db: Database, job: JobRow, end: JobEnd, now: Date): void {
  db.sql(`UPDATE jobs SET state = ?, error_json = ?, result_json = ?, finished_at = ?, worker = NULL, slot = NULL
    WHERE id = ?`).run(end.state, json(end.error), JSON.stringify(end.result), now.getTime(), job.id);
  if (end.state !== 'done') {
    // A step that was broken off is over, even where nothing could be put back; what it said it was at is no longer so.
    db.sql(`UPDATE steps SET note_json = NULL, fraction = NULL WHERE job_id = ? AND state <> 'done'`).run(
      job.id,
    );
    db.sql(`UPDATE steps SET state = 'undone', note_json = NULL, fraction = NULL
      WHERE job_id = ? AND (state = 'running' OR (? AND state = 'done'))`).run(job.id, end.undone ? 1 : 0);
  }
  releaseReservation(db, job.id, end.state === 'done', now);
  changed(db, job.id);
  if (job.parent_id !== null) endBatch(db, job.parent_id, now);
}

function endBatch(db: Database, parentId: string, now: Date): void {
  const children = childRows(db, parentId);
  const parent = jobRow(db, parentId);
  if (!parent || children.some((child) => child.finished_at === null)) return;
  endJob(db, parent, batchEnd(children.map((child) => jobOf(db, child))), now);
}

/** The jobs that a batch holds together, in the order they were asked. Within a transaction. */
export function childRows(db: Database, parentId: string): readonly JobRow[] {
  return db
    .sql('SELECT * FROM jobs WHERE parent_id = ? ORDER BY seq')
    .all(parentId) as unknown as readonly JobRow[];
}
