import type { ErrorRecord } from '../base/errors.ts';
import type { Job } from './job.ts';
import type { JobEnd } from './store.ts';

/** The kind of a job that only holds others together. */
export const BATCH = 'batch';

/**
 * How a batch ends when its last job has: failed if any has failed, else cancelled if any was cancelled, else done.
 * @param children all of them, finished
 */
export function batchEnd(children: readonly Pick<Job, 'state' | 'error'>[]): JobEnd {
  const failed = children.filter((child) => child.state === 'failed');
  if (failed.length > 0) {
    return { state: 'failed', error: someFailed(failed, children.length), result: null };
  }
  const cancelled = children.filter((child) => child.state === 'cancelled');
  if (cancelled.length > 0) {
    return { state: 'cancelled', error: someCancelled(cancelled.length, children.length), result: null };
  }
  return { state: 'done', error: null, result: null };
}

function someFailed(failed: readonly Pick<Job, 'error'>[], total: number): ErrorRecord {
  const first = failed[0]?.error;
  const codes = new Set(failed.map((child) => child.error?.code));
  return {
    code: first && codes.size === 1 ? first.code : 'failed',
    text: {
      en: `${failed.length} of ${total} failed. ${first ? `The first: ${first.text.en}` : ''}`.trim(),
      es: `Han fallado ${failed.length} de ${total}. ${first ? `El primer caso: ${first.text.es}` : ''}`.trim(),
    },
    ...(first?.hint ? { hint: first.hint } : {}),
    ...(first?.evidence === undefined ? {} : { evidence: first.evidence }),
  };
}

function someCancelled(cancelled: number, total: number): ErrorRecord {
  return {
    code: 'cancelled',
    text: {
      en: `${cancelled} of ${total} were cancelled.`,
      es: `Se han cancelado ${cancelled} de ${total}.`,
    },
  };
}
