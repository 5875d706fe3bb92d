import type { JobMessage, MessageStore } from '../../src/job/store.ts';
import type { Database } from './database.ts';
import { type JobRow, placeOf } from './job-row.ts';

interface MessageRow extends Pick<JobRow, 'chat' | 'channel' | 'thread'> {
  readonly job_id: string;
  readonly ref: string | null;
  readonly shown_revision: number;
}

/** Where the jobs' messages are; a job's row is made with the job. */
export function createMessageStore(db: Database): MessageStore {
  return {
    shown: (jobId, worker, ref, revision) =>
      db.jot(() => {
        db.sql(`UPDATE messages SET ref = coalesce(?, ref), shown_revision = max(shown_revision, ?),
          worker = (SELECT id FROM workers WHERE id = ?) WHERE job_id = ?`).run(ref, revision, worker, jobId);
      }),
    unshown: (chat) =>
      db.read(() => {
        // What goes on has a newer state to come, even if its last one was shown.
        const rows = db
          .sql(`SELECT message.job_id, message.ref, message.shown_revision, job.chat, job.channel, job.thread
            FROM messages AS message JOIN jobs AS job ON job.id = message.job_id
            WHERE message.worker IS NULL AND job.chat = ?
              AND (job.finished_at IS NULL OR job.revision > message.shown_revision)
            ORDER BY job.seq`)
          .all(chat) as unknown as readonly MessageRow[];
        return rows.map(
          (row): JobMessage => ({
            jobId: row.job_id,
            place: placeOf(row),
            ref: row.ref,
            shownRevision: row.shown_revision,
          }),
        );
      }),
  };
}
