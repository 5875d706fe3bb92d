import { BATCH } from '../../src/job/batch.ts';
import type { Job } from '../../src/job/job.ts';
import type { Database } from './database.ts';
import { changed } from './job-change.ts';
import { type JobRow, jobOf, jobRow } from './job-row.ts';

/** Jobs that a worker may run now: its own and those without one, whose machine has no older unfinished job. */
const CLAIMABLE = `SELECT job.id FROM jobs AS job
  WHERE job.finished_at IS NULL AND job.kind <> ?
    AND (job.worker IS NULL OR (job.worker = ? AND job.state = 'queued'))
    AND (job.vm IS NULL OR NOT EXISTS (
      SELECT 1 FROM jobs AS older
      WHERE older.vm = job.vm AND older.seq < job.seq AND older.finished_at IS NULL))
  ORDER BY job.seq LIMIT ?`;

/** The ids of what a worker may claim. Within a transaction. */
export function claimable(db: Database, worker: string, limit: number): readonly string[] {
  const rows = db.sql(CLAIMABLE).all(BATCH, worker, limit) as unknown as readonly { id: string }[];
  return rows.map((row) => row.id);
}

/** Gives a worker what it may run, and marks it running. Within a transaction. */
export function claim(db: Database, worker: string, limit: number, now: Date): readonly Job[] {
  // A worker that was declared dead gets nothing.
  if (!db.sql('SELECT 1 FROM workers WHERE id = ?').get(worker)) return [];
  return claimable(db, worker, limit).map((id) => {
    db.sql(
      `UPDATE jobs SET worker = ?, state = 'running', started_at = coalesce(started_at, ?) WHERE id = ?`,
    ).run(worker, now.getTime(), id);
    changed(db, id);
    markBatchRunning(db, id, now);
    return jobOf(db, jobRow(db, id) as JobRow);
  });
}

function markBatchRunning(db: Database, id: string, now: Date): void {
  db.sql(`UPDATE jobs SET state = 'running', started_at = ?
    WHERE id = (SELECT parent_id FROM jobs WHERE id = ?) AND state = 'queued'`).run(now.getTime(), id);
}
