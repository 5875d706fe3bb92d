import { lineFor } from '../command/line.ts';
import type { ResultData } from '../command/result-data.ts';
import { isFinished, type Job, type JobFamily } from '../job/job.ts';
import { jobData } from '../job/job-data.ts';
import { jobMessage, type MessageSources } from '../job/message.ts';
import { isSaid } from '../job/text-result.ts';
import type { JobSight } from './desk.ts';

/** What its works know and are shown with. */
export type SightSources = Omit<MessageSources, 'cancelLine'>;

const cancelLine = (jobId: string) => lineFor('job cancel', [jobId]);

/** A job's message at this moment, with the data that `--json` writes beside it. */
export function jobSight(family: JobFamily, sources: SightSources): JobSight {
  const { job } = family;
  return {
    job,
    view: jobMessage(family, { ...sources, cancelLine }),
    finished: isFinished(job),
    error: job.error,
    data: dataOf(family, sources),
  };
}

function dataOf({ job, children }: JobFamily, { works }: SightSources): ResultData {
  const many = children.length > 0;
  const done = (many ? children : [job]).filter(hasMore);
  const shown = works.get((children[0] ?? job).kind)?.shown;
  return { job: jobData(job), ...(many || done.length > 0 ? shown?.data(done, many) : {}) };
}

/** Whether there is more to it than a text. */
function hasMore({ state, result }: Job): boolean {
  return state === 'done' && !isSaid(result);
}
