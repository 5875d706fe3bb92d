import type { Words } from '../../src/base/text.ts';
import type { JobEnding } from '../../src/job/job.ts';
import type { StepBeginning, StepTerms } from '../../src/job/store.ts';
import type { Database } from './database.ts';
import { changed, heldBy } from './job-change.ts';
import { json } from './job-row.ts';

/** Stores that a step begins, with its slot. Within a transaction. */
export function beginStep(
  db: Database,
  jobId: string,
  worker: string,
  step: string,
  terms: StepTerms,
): StepBeginning {
  const job = heldBy(db, jobId, worker);
  if (job.cancelled_by !== null && !terms.evenIfCancelled) return 'cancelled';
  if (terms.slot && slotsTaken(db, terms.slot.kind, jobId) >= terms.slot.limit) return 'full';
  db.sql('UPDATE jobs SET slot = ? WHERE id = ?').run(terms.slot?.kind ?? null, jobId);
  db.sql(`UPDATE steps SET state = 'running', note_json = NULL, fraction = NULL
    WHERE job_id = ? AND name = ?`).run(jobId, step);
  changed(db, jobId);
  return 'begun';
}

function slotsTaken(db: Database, slot: string, exceptJobId: string): number {
  const row = db.sql('SELECT count(*) AS taken FROM jobs WHERE slot = ? AND id <> ?').get(slot, exceptJobId);
  return Number(row?.taken);
}

/** Stores what an unfinished step is at. Within a transaction. */
export function noteStep(
  db: Database,
  jobId: string,
  worker: string,
  step: string,
  note: Words | undefined,
  fraction: number | undefined,
): void {
  heldBy(db, jobId, worker);
  const { changes } = db
    .sql(`UPDATE steps SET note_json = ?, fraction = ?
      WHERE job_id = ? AND name = ? AND state IN ('waiting', 'running')`)
    .run(json(note), fraction ?? null, jobId, step);
  if (changes > 0) changed(db, jobId);
}

/** Stores that a step is done, and gives its slot back. Within a transaction. */
export function endStep(
  db: Database,
  jobId: string,
  worker: string,
  step: string,
  note: Words | undefined,
): void {
  heldBy(db, jobId, worker);
  db.sql(`UPDATE steps SET state = 'done', note_json = ?, fraction = NULL
    WHERE job_id = ? AND name = ?`).run(json(note), jobId, step);
  db.sql('UPDATE jobs SET slot = NULL WHERE id = ?').run(jobId);
  changed(db, jobId);
}

/** Stores what a job will end as, unless that was stored before. Within a transaction. */
export function giveUp(
  db: Database,
  jobId: string,
  worker: string,
  ending: JobEnding,
  failedStep: string | null,
): JobEnding {
  const job = heldBy(db, jobId, worker);
  if (job.ending_json !== null) return JSON.parse(job.ending_json) as JobEnding;
  db.sql('UPDATE jobs SET ending_json = ?, slot = NULL WHERE id = ?').run(JSON.stringify(ending), jobId);
  if (failedStep !== null) {
    db.sql(
      `UPDATE steps SET state = 'failed', note_json = NULL, fraction = NULL WHERE job_id = ? AND name = ?`,
    ).run(jobId, failedStep);
  }
  changed(db, jobId);
  return ending;
}
