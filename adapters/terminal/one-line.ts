import { type ErrorRecord, recordOf } from '../../src/base/errors.ts';
import type { Log } from '../../src/base/log.ts';
import type { Desk, JobSight } from '../../src/chat/desk.ts';
import { failureRecord } from '../../src/job/failure.ts';
import { errorView } from '../../src/view/error-view.ts';
import type { Outcome } from './outcome.ts';
import type { Person } from './person.ts';
import { withError } from './plain.ts';
import { cancelJob, type Heard, submit } from './submit.ts';
import { INTERRUPTED, UNANSWERED } from './words.ts';

export interface LineOptions {
  readonly desk: Desk;
  readonly person: Person;
  readonly log: Log;
  /** Ends the waiting; the job goes on without it. */
  readonly signal: AbortSignal;
  /** Cancels the job that is waited for, as Ctrl-C does. */
  readonly interrupted?: AbortSignal;
}

/** Runs a line to its end, jobs and all, with nobody there to be asked or shown anything meanwhile. Never throws. */
export async function runLine(line: string, options: LineOptions): Promise<Outcome> {
  let path = line.trim();
  try {
    const heard = await submit(line, options.desk, options.person);
    path = heard.path;
    return await ended(heard, options);
  } catch (error) {
    return failed(path, failureRecord(error, null, options.log));
  }
}

async function ended(heard: Heard, options: LineOptions): Promise<Outcome> {
  const { path } = heard;
  switch (heard.kind) {
    case 'said':
      return { path, ok: true, view: heard.view, error: null, data: heard.data };
    case 'refused':
      return failed(path, recordOf(heard.error));
    case 'asked':
      return { path, ok: false, view: withError(heard.view, UNANSWERED), error: UNANSWERED, data: {} };
    case 'started': {
      const sight = await lastSight(heard.jobId, options);
      if (!sight) return failed(path, INTERRUPTED);
      const { view, error, data } = sight;
      if (sight.finished) return { path, ok: error === null, view, error, data };
      return { path, ok: false, view: withError(view, INTERRUPTED), error: INTERRUPTED, data };
    }
  }
}

function failed(path: string, error: ErrorRecord): Outcome {
  return { path, ok: false, view: errorView(error), error, data: {} };
}

/** The job's message at its end, or as it was when the waiting ended. */
async function lastSight(jobId: string, options: LineOptions): Promise<JobSight | undefined> {
  const { desk, person, log, signal, interrupted } = options;
  const cancel = () => {
    cancelJob(jobId, desk, person).catch((error: unknown) => {
      log.error({ err: error, job: jobId }, 'a job could not be cancelled');
    });
  };
  let last: JobSight | undefined;
  if (interrupted?.aborted) cancel();
  interrupted?.addEventListener('abort', cancel);
  try {
    for await (const sight of desk.follow(jobId, signal)) last = sight;
  } finally {
    interrupted?.removeEventListener('abort', cancel);
  }
  // It has ended as it has, also where that it was shown cannot be written down.
  if (last?.finished) {
    await desk.shown(jobId, last.job.revision, null).catch((error: unknown) => {
      log.error({ err: error, job: jobId }, 'that a job was shown could not be recorded');
    });
  }
  return last;
}
