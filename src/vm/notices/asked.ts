import { isFinished, type Job } from '../../job/job.ts';
import type { JobStore } from '../../job/store.ts';
import type { AnyWork } from '../../job/work.ts';
import type { VmChange } from '../ports/changes.ts';

/**
 * How long after the end of a job its last change may still arrive, in milliseconds: the event and the answer to
 * the order come on two connections, in any order.
 */
export const ECHO_MS = 3000;

/** Whether some command of labvm caused a change, in whichever process: then its own message tells it. */
export async function wasAskedFor(
  change: VmChange,
  jobs: Pick<JobStore, 'ofVm'>,
  works: ReadonlyMap<string, AnyWork>,
): Promise<boolean> {
  const near = await jobs.ofVm(change.name, new Date(change.at.getTime() - ECHO_MS));
  // Events come in order, so of the jobs that have ended only the last can still have one under way.
  const lastEnded = near.findLast(isFinished);
  return near.some((job) => (!isFinished(job) || job === lastEnded) && isCausedBy(job, change, works));
}

function isCausedBy(job: Job, change: VmChange, works: ReadonlyMap<string, AnyWork>): boolean {
  // A job that is being undone may take the machine through any state.
  if (
    job.ending !== null ||
    job.cancelledBy !== null ||
    job.state === 'failed' ||
    job.state === 'cancelled'
  ) {
    return true;
  }
  const causes = works.get(job.kind)?.causes ?? [];
  return isFinished(job) ? causes.at(-1) === change.after : causes.includes(change.after);
}
