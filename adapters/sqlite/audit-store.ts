import type { Json } from '../../src/base/json.ts';
import type { Locale } from '../../src/base/text.ts';
import type { AuditEntry, AuditStore, OpenRequest } from '../../src/command/audit/audit.ts';
import { type ActorRow, actorOf } from './actor-row.ts';
import type { Database } from './database.ts';
import { type JobRow, placeOf } from './job-row.ts';

/** The longest line that is kept, in characters. */
const LINE_LENGTH = 1000;

/** What stands for the line of a request that is not kept. No line that was read is empty. */
const NOT_KEPT = '';

interface OpenRow extends ActorRow, Pick<JobRow, 'chat' | 'channel' | 'thread' | 'locale'> {
  readonly invocation_id: string;
  readonly line: string;
  readonly reply_json: string;
}

/** The audit rows in the database, and the requests that are still to be answered. Nothing here changes or
 * removes an audit row, but for its outcome and how often it happened. */
export function createAuditStore(db: Database): AuditStore {
  return {
    record: (entry, open) =>
      db.write(() => {
        if (!insert(db, entry)) return false;
        if (open) insertOpen(db, open.request, open.worker);
        return true;
      }),
    // Whoever asks twice is told twice the same: an outcome may be lost with the host's power.
    conclude: ({ invocationId, outcome }) =>
      db.jot(() => {
        db.sql('UPDATE audit SET outcome = ? WHERE invocation_id = ?').run(outcome, invocationId);
      }),
    countMore: ({ invocationId, more, lastAt }) =>
      db.jot(() => {
        db.sql('UPDATE audit SET count = count + ?, last_at = ? WHERE invocation_id = ?').run(
          more,
          lastAt.getTime(),
          invocationId,
        );
      }),
    takeOpen: (chat, worker) =>
      db.jot(() => {
        const rows = db
          .sql('SELECT * FROM open_requests WHERE worker IS NULL AND chat = ? ORDER BY seq')
          .all(chat) as unknown as readonly OpenRow[];
        for (const { invocation_id } of rows)
          db.sql('UPDATE open_requests SET worker = ? WHERE invocation_id = ?').run(worker, invocation_id);
        return rows.map(requestOf);
      }),
    answered: (invocationId) =>
      db.jot(() => {
        db.sql('DELETE FROM open_requests WHERE invocation_id = ?').run(invocationId);
      }),
  };
}

function insert(db: Database, entry: AuditEntry): boolean {
  const { changes } = db
    .sql(`INSERT INTO audit (invocation_id, at, actor_id, chat, channel, thread, command, line, allowed, rule)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING`)
    .run(
      entry.invocationId,
      entry.at.getTime(),
      entry.actorId,
      entry.place.chat,
      entry.place.channel,
      entry.place.thread ?? null,
      clipped(entry.command),
      clipped(entry.line),
      entry.allowed ? 1 : 0,
      entry.rule,
    );
  return changes === 1;
}

function insertOpen(db: Database, request: OpenRequest, worker: string): void {
  db.sql(`INSERT INTO open_requests (invocation_id, actor_id, actor_name, actor_from, chat, channel, thread, locale, line, reply_json, worker)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, (SELECT id FROM workers WHERE id = ?))`).run(
    request.invocationId,
    request.actor.id,
    request.actor.displayName,
    request.actor.from ?? null,
    request.place.chat,
    request.place.channel,
    request.place.thread ?? null,
    request.locale,
    request.line ?? NOT_KEPT,
    JSON.stringify(request.reply),
    worker,
  );
}

function requestOf(row: OpenRow): OpenRequest {
  return {
    invocationId: row.invocation_id,
    actor: actorOf(row),
    place: placeOf(row),
    locale: row.locale as Locale,
    line: row.line === NOT_KEPT ? null : row.line,
    reply: JSON.parse(row.reply_json) as Json,
  };
}

function clipped(text: string): string {
  return text.length <= LINE_LENGTH ? text : [...text].slice(0, LINE_LENGTH).join('');
}
