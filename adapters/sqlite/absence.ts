import type { Database } from './database.ts';

/**
 * How long nobody may have lived on a database for its unfinished jobs to be taken up, in milliseconds. After more, what
 * was asked for then has been done otherwise, or the database is a copy from before and knows nothing of what came since.
 */
const LONGEST_MS = 3_600_000;

/** What a process finds that comes to the database. */
export interface Absence {
  readonly seenAt: Date;
  readonly jobs: number;
  readonly messages: number;
}

/** Notes that somebody lives. Within a transaction. */
export function noteLife(db: Database, now: Date): void {
  db.sql('UPDATE life SET seen_at = ?').run(now.getTime());
}

/**
 * Marks what was left unfinished if nobody has lived here for long, or if this is a copy: nothing of it is carried out
 * or posted as if it had been asked for now. Within a transaction, while nobody else lives.
 * @returns null where there was no such absence
 */
export function markAbsence(db: Database, now: Date): Absence | null {
  const life = db.sql('SELECT seen_at, copied_at FROM life').get() as
    | { seen_at: number | null; copied_at: number | null }
    | undefined;
  const seenAt = life?.copied_at ?? life?.seen_at ?? null;
  if (seenAt === null) return null;
  const isCopy = life?.copied_at !== null;
  if (!isCopy && now.getTime() - seenAt <= LONGEST_MS) return null;
  const jobs = db
    .sql('UPDATE jobs SET left_at = ? WHERE finished_at IS NULL AND left_at IS NULL')
    .run(seenAt);
  db.sql('UPDATE life SET copied_at = NULL').run();
  dropRequests(db);
  return { seenAt: new Date(seenAt), jobs: Number(jobs.changes), messages: markMessages(db) };
}

/** Whoever asked has long gone on, and the ways to answer have ended; links to consoles may have been taken back since. */
function dropRequests(db: Database): void {
  db.sql(`UPDATE audit SET outcome = 'interrupted'
    WHERE invocation_id IN (SELECT invocation_id FROM open_requests)`).run();
  db.sql('DELETE FROM open_requests').run();
  db.sql('DELETE FROM grants').run();
}

/** What was not shown yet may have been, after the copy: it is looked for, and never posted anew. */
function markMessages(db: Database): number {
  const notices = db
    .sql('UPDATE outbox SET shown_revision = 1 WHERE view_json IS NOT NULL AND shown_revision = 0')
    .run();
  const messages = db
    .sql(`UPDATE outbox SET is_old = 1, attempted_at = coalesce(attempted_at, created_at)
      WHERE is_old = 0 AND EXISTS (SELECT 1 FROM jobs AS job WHERE job.id = outbox.job_id
        AND (job.finished_at IS NULL OR job.revision > outbox.shown_revision))`)
    .run();
  return Number(notices.changes) + Number(messages.changes);
}
