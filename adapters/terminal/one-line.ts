import type { ResultData } from '../../src/command/result-data.ts';
import type { Desk, JobSight } from '../../src/desk.ts';
import type { ErrorRecord } from '../../src/errors.ts';
import { recordOf } from '../../src/errors.ts';
import type { View } from '../../src/view/view.ts';
import type { Person } from './person.ts';
import { submit, unanswered } from './submit.ts';

/** A command at its end. */
export interface Outcome {
  readonly path: string;
  readonly ok: boolean;
  readonly view: View | null;
  readonly error: ErrorRecord | null;
  readonly data: ResultData;
}

/** Runs a line to its end, jobs and all, with nobody there to be asked or shown anything meanwhile. */
export async function runLine(
  line: string,
  desk: Desk,
  person: Person,
  signal: AbortSignal,
): Promise<Outcome> {
  const heard = await submit(line, desk, person);
  const { path } = heard;
  switch (heard.kind) {
    case 'said':
      return { path, ok: true, view: heard.view, error: null, data: heard.data };
    case 'refused':
      return { path, ok: false, view: null, error: recordOf(heard.error), data: {} };
    case 'asked':
      return { path, ok: false, view: heard.view, error: recordOf(unanswered()), data: {} };
    case 'started': {
      const { view, error, data } = await lastSight(heard.jobId, desk, signal);
      return { path, ok: error === null, view, error, data };
    }
  }
}

async function lastSight(jobId: string, desk: Desk, signal: AbortSignal): Promise<JobSight> {
  let last: JobSight | undefined;
  for await (const sight of desk.follow(jobId, signal)) last = sight;
  if (!last?.finished) throw signal.reason ?? new Error(`The job ${jobId} could not be followed to its end.`);
  await desk.shown(jobId, last.job.revision, null);
  return last;
}
