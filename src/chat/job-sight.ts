import type { ResultData } from '../command/result-data.ts';
import { isFinished, type Job, type JobFamily } from '../job/job.ts';
import { jobData } from '../job/job-data.ts';
import { jobMessage, type MessageLore } from '../job/message.ts';
import { isSaid } from '../job/text-result.ts';
import type { VmData } from '../vm/vm-data.ts';
import type { VmResult } from '../vm/work/result.ts';
import type { JobSight } from './desk.ts';

/** A job's message at this moment, with the data that `--json` writes beside it. */
export function jobSight(family: JobFamily, lore: MessageLore): JobSight {
  const { job } = family;
  return {
    job,
    view: jobMessage(family, lore),
    finished: isFinished(job),
    error: job.error,
    data: dataOf(family),
  };
}

function dataOf({ job, children }: JobFamily): ResultData {
  const data = { job: jobData(job) };
  if (children.length > 0) return { ...data, vms: children.flatMap((child) => vmOf(child) ?? []) };
  const vm = vmOf(job);
  return vm ? { ...data, vm } : data;
}

function vmOf(job: Job): VmData | null {
  return job.state === 'done' && !isSaid(job.result) ? (job.result as unknown as VmResult).vm : null;
}
