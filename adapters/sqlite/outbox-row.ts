import type { Json } from '../../src/base/json.ts';
import type { Locale } from '../../src/base/text.ts';
import type { OutMessage } from '../../src/chat/outbox/store.ts';
import type { View } from '../../src/view/view.ts';
import { type JobRow, placeOf } from './job-row.ts';

/** A row of `outbox`. */
export interface OutboxRow extends Pick<JobRow, 'chat' | 'channel' | 'thread' | 'locale'> {
  readonly id: string;
  readonly job_id: string | null;
  readonly view_json: string | null;
  readonly reply_json: string;
  readonly ref: string | null;
  readonly attempted_at: number | null;
  readonly shown_revision: number;
  readonly is_old: number;
}

export function messageOf(row: OutboxRow): OutMessage {
  return {
    id: row.id,
    jobId: row.job_id,
    view: row.view_json === null ? null : (JSON.parse(row.view_json) as View),
    place: placeOf(row),
    locale: row.locale as Locale,
    reply: JSON.parse(row.reply_json) as Json,
    ref: row.ref,
    attemptedAt: row.attempted_at === null ? null : new Date(row.attempted_at),
    shownRevision: row.shown_revision,
    ...(row.is_old === 1 ? { isOld: true } : {}),
  };
}
