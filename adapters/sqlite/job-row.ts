import type { Json } from '../../src/base/json.ts';
import type { Place } from '../../src/base/place.ts';
import type { Locale } from '../../src/base/text.ts';
import type { Again, Job, JobState, StepRecord } from '../../src/job/job.ts';
import type { Database } from './database.ts';

/** A row of `jobs`. */
export interface JobRow {
  readonly seq: number;
  readonly id: string;
  readonly kind: string;
  readonly parent_id: string | null;
  readonly invocation_id: string;
  readonly actor_id: string;
  readonly chat: string;
  readonly channel: string;
  readonly thread: string | null;
  readonly locale: string;
  readonly vm: string | null;
  readonly input_json: string;
  readonly again_json: string | null;
  readonly address_slot: number | null;
  readonly state: JobState;
  readonly cancelled_by: string | null;
  readonly ending_json: string | null;
  readonly error_json: string | null;
  readonly result_json: string;
  readonly created_at: number;
  readonly started_at: number | null;
  readonly finished_at: number | null;
  readonly left_at: number | null;
  readonly revision: number;
  readonly worker: string | null;
}

interface StepRow {
  readonly name: string;
  readonly state: StepRecord['state'];
  readonly note_json: string | null;
  readonly fraction: number | null;
}

/** The row of a job, or null. Within a transaction. */
export function jobRow(db: Database, id: string): JobRow | null {
  return (db.sql('SELECT * FROM jobs WHERE id = ?').get(id) as JobRow | undefined) ?? null;
}

/** A job with its steps, of its row. Within a transaction. */
export function jobOf(db: Database, row: JobRow): Job {
  return {
    id: row.id,
    kind: row.kind,
    parentId: row.parent_id,
    invocationId: row.invocation_id,
    actorId: row.actor_id,
    place: placeOf(row),
    locale: row.locale as Locale,
    vm: row.vm,
    input: JSON.parse(row.input_json) as Json,
    ...(row.again_json === null ? {} : { again: JSON.parse(row.again_json) as Again }),
    ...(row.address_slot === null ? {} : { addressSlot: row.address_slot }),
    state: row.state,
    steps: stepsOf(db, row.id),
    cancelledBy: row.cancelled_by,
    ending: parsed(row.ending_json),
    error: parsed(row.error_json),
    result: JSON.parse(row.result_json) as Json,
    createdAt: new Date(row.created_at),
    startedAt: row.started_at === null ? null : new Date(row.started_at),
    finishedAt: row.finished_at === null ? null : new Date(row.finished_at),
    ...(row.left_at === null ? {} : { leftAt: new Date(row.left_at) }),
    revision: row.revision,
  };
}

/** Where something was said, as its three columns have it. */
export function placeOf(row: Pick<JobRow, 'chat' | 'channel' | 'thread'>): Place {
  return { chat: row.chat, channel: row.channel, ...(row.thread === null ? {} : { thread: row.thread }) };
}

/** What goes into a JSON column that may be empty. */
export function json(value: unknown): string | null {
  return value === undefined || value === null ? null : JSON.stringify(value);
}

// What was stored was made by this program from the same type.
function parsed<T>(text: string | null): T | null {
  return text === null ? null : (JSON.parse(text) as T);
}

function stepsOf(db: Database, jobId: string): readonly StepRecord[] {
  const rows = db
    .sql('SELECT name, state, note_json, fraction FROM steps WHERE job_id = ? ORDER BY position')
    .all(jobId) as unknown as readonly StepRow[];
  return rows.map(({ name, state, note_json, fraction }) => ({
    name,
    state,
    ...(note_json === null ? {} : { note: JSON.parse(note_json) as NonNullable<StepRecord['note']> }),
    ...(fraction === null ? {} : { fraction }),
  }));
}
