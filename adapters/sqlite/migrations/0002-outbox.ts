/** Messages that belong to no job, what a post left open, and requests that wait for their answer. */
export const outbox = `
CREATE TABLE outbox (
  seq INTEGER PRIMARY KEY AUTOINCREMENT,
  id TEXT NOT NULL UNIQUE,
  job_id TEXT UNIQUE REFERENCES jobs (id) ON DELETE CASCADE,
  view_json TEXT,
  chat TEXT NOT NULL,
  channel TEXT NOT NULL,
  thread TEXT,
  locale TEXT NOT NULL,
  reply_json TEXT NOT NULL DEFAULT 'null',
  topic TEXT,
  created_at INTEGER NOT NULL,
  worker TEXT REFERENCES workers (id) ON DELETE SET NULL,
  ref TEXT,
  attempted_at INTEGER,
  shown_revision INTEGER NOT NULL DEFAULT 0,
  CHECK ((job_id IS NULL) <> (view_json IS NULL))
) STRICT;

INSERT INTO outbox (id, job_id, chat, channel, thread, locale, created_at, worker, ref, shown_revision)
SELECT job.id, job.id, job.chat, job.channel, job.thread, job.locale, job.created_at, message.worker, message.ref,
  message.shown_revision
FROM messages AS message JOIN jobs AS job ON job.id = message.job_id ORDER BY job.seq;

DROP TABLE messages;

CREATE INDEX outbox_by_worker ON outbox (worker, chat);
CREATE INDEX outbox_by_topic ON outbox (topic, created_at) WHERE topic IS NOT NULL;

CREATE TABLE open_requests (
  seq INTEGER PRIMARY KEY AUTOINCREMENT,
  invocation_id TEXT NOT NULL UNIQUE REFERENCES audit (invocation_id),
  actor_id TEXT NOT NULL,
  actor_name TEXT NOT NULL,
  chat TEXT NOT NULL,
  channel TEXT NOT NULL,
  thread TEXT,
  locale TEXT NOT NULL,
  line TEXT NOT NULL,
  reply_json TEXT NOT NULL,
  worker TEXT REFERENCES workers (id) ON DELETE SET NULL
) STRICT;

CREATE INDEX open_requests_by_worker ON open_requests (worker, chat);
`;
