import type { Clock } from '../../src/base/clock.ts';
import type { OutboxStore, OutDraft, OutMessage } from '../../src/chat/outbox/store.ts';
import type { Database } from './database.ts';
import { newId } from './job-id.ts';
import { messageOf, type OutboxRow } from './outbox-row.ts';

/** A message whose newest state nobody has shown; what goes on has a newer state to come. */
const IS_UNSHOWN = `(message.view_json IS NOT NULL AND message.shown_revision = 0
  OR EXISTS (SELECT 1 FROM jobs AS job WHERE job.id = message.job_id
    AND (job.finished_at IS NULL OR job.revision > message.shown_revision)))`;

/** What the chats are owed; a job's row is made with the job. */
export function createOutboxStore(db: Database, clock: Clock): OutboxStore {
  return {
    add: (draft, worker) => db.write(() => add(db, draft, worker, clock.now())),
    take: (id, worker) =>
      db.jot(() => {
        db.sql('UPDATE outbox SET worker = ? WHERE id = ? AND worker IS NULL').run(worker, id);
        return rows(db, 'SELECT * FROM outbox WHERE id = ? AND worker = ?', id, worker)[0] ?? null;
      }),
    takeLeft: (chat, worker) =>
      db.jot(() => {
        const left = rows(
          db,
          `SELECT * FROM outbox AS message WHERE worker IS NULL AND chat = ? AND ${IS_UNSHOWN} ORDER BY seq`,
          chat,
        );
        for (const { id } of left) db.sql('UPDATE outbox SET worker = ? WHERE id = ?').run(worker, id);
        return left;
      }),
    attempted: (id, at) =>
      db.jot(() => {
        db.sql('UPDATE outbox SET attempted_at = coalesce(attempted_at, ?) WHERE id = ?').run(
          at.getTime(),
          id,
        );
      }),
    shown: (id, worker, ref, revision) =>
      db.jot(() => {
        db.sql(`UPDATE outbox SET ref = coalesce(?, ref), shown_revision = max(shown_revision, ?),
          worker = (SELECT id FROM workers WHERE id = ?) WHERE id = ?`).run(ref, revision, worker, id);
      }),
    unshown: (chat) =>
      db.read(() =>
        rows(
          db,
          `SELECT * FROM outbox AS message
            WHERE worker IS NULL AND chat = ? AND job_id IS NOT NULL AND ${IS_UNSHOWN} ORDER BY seq`,
          chat,
        ),
      ),
    cardOf: (chat, vm) => db.read(() => cardOf(db, chat, vm)),
  };
}

function rows(db: Database, sql: string, ...values: readonly (string | number)[]): readonly OutMessage[] {
  return (db.sql(sql).all(...values) as unknown as readonly OutboxRow[]).map(messageOf);
}

function add(db: Database, draft: OutDraft, worker: string, now: Date): OutMessage | null {
  if (isTold(db, draft, now)) return null;
  const id = newId();
  const { chat, channel, thread = null } = draft.place;
  db.sql(`INSERT INTO outbox (id, view_json, chat, channel, thread, locale, reply_json, topic, created_at, worker)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, (SELECT id FROM workers WHERE id = ?))`).run(
    id,
    JSON.stringify(draft.view),
    chat,
    channel,
    thread,
    draft.locale,
    JSON.stringify(draft.reply ?? null),
    draft.once?.topic ?? null,
    now.getTime(),
    worker,
  );
  return rows(db, 'SELECT * FROM outbox WHERE id = ?', id)[0] ?? null;
}

function cardOf(db: Database, chat: string, vm: string): OutMessage | null {
  const found = rows(
    db,
    `SELECT message.* FROM outbox AS message
      JOIN jobs AS job ON message.job_id = coalesce(job.parent_id, job.id)
      WHERE job.vm = ? AND job.state = 'done' AND message.chat = ? AND message.ref IS NOT NULL
      ORDER BY job.seq DESC LIMIT 1`,
    vm,
    chat,
  );
  return found[0] ?? null;
}

function isTold(db: Database, { once }: OutDraft, now: Date): boolean {
  if (!once) return false;
  const since = now.getTime() - once.withinMs;
  return (
    db.sql('SELECT 1 FROM outbox WHERE topic = ? AND created_at > ?').get(once.topic, since) !== undefined
  );
}
