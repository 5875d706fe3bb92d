import type { AuditStore } from '../../src/audit/audit.ts';
import type { Database } from './database.ts';

/** The longest line that is kept, in characters. */
const LINE_LENGTH = 1000;

/** The audit rows in the database. Nothing here changes or removes one, but for its outcome. */
export function createAuditStore(db: Database): AuditStore {
  return {
    record: (entry) =>
      db.write(() => {
        const { changes } = db
          .sql('INSERT INTO audit VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, NULL) ON CONFLICT DO NOTHING')
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
      }),
    conclude: ({ invocationId, outcome }) =>
      db.write(() => {
        db.sql('UPDATE audit SET outcome = ? WHERE invocation_id = ?').run(outcome, invocationId);
      }),
  };
}

function clipped(text: string): string {
  return text.length <= LINE_LENGTH ? text : [...text].slice(0, LINE_LENGTH).join('');
}
