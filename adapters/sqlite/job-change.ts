import { JobLostError } from '../../src/job/lost.ts';
import type { Database } from './database.ts';
import { type JobRow, jobRow } from './job-row.ts';

/** Counts a change of a job, and of the batch that shows it. Within a transaction. */
export function changed(db: Database, jobId: string): void {
  db.sql(`UPDATE jobs SET revision = revision + 1
    WHERE id = ?1 OR id = (SELECT parent_id FROM jobs WHERE id = ?1)`).run(jobId);
}

/**
 * The job, if this worker holds it and it goes on. Within a transaction.
 * @throws JobLostError
 */
export function heldBy(db: Database, jobId: string, worker: string): JobRow {
  const row = jobRow(db, jobId);
  if (!row || row.worker !== worker || row.finished_at !== null) throw new JobLostError(jobId, worker);
  return row;
}
