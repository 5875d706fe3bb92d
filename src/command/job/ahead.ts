import { BATCH } from '../../job/batch.ts';
import type { Job } from '../../job/job.ts';
import type { AnyWork } from '../../job/work.ts';
import type { CommandContext } from '../context.ts';

/** What tells of a job's work what it does. */
export interface JobReads {
  readonly works: ReadonlyMap<string, AnyWork>;
}

/** More unfinished jobs than this are not looked through. */
const MOST = 500;

/**
 * Jobs of others that hold a place for downloads which a job of the asker waits for, where that is theirs to clear: a
 * class must not wait for what somebody else fetches. None for who may not.
 */
export async function jobsAhead(
  context: Pick<CommandContext, 'jobs' | 'accounts' | 'reachOf'> & JobReads,
): Promise<readonly Job[]> {
  if (context.reachOf('job:cancel-ahead') === null) return [];
  const roots = await context.jobs.list({ limit: MOST, unfinishedOnly: true });
  const children = await Promise.all(
    roots.filter(({ kind }) => kind === BATCH).map(({ id }) => context.jobs.children(id)),
  );
  const jobs = [...roots, ...children.flat()];
  const isOwn = (job: Job) => context.accounts.includes(job.actorId);
  if (!jobs.some((job) => isOwn(job) && downloadOf(job, context) === 'waits')) return [];
  return jobs.filter((job) => !isOwn(job) && downloadOf(job, context) === 'goes on');
}

function downloadOf({ kind, state, steps }: Job, { works }: JobReads): 'waits' | 'goes on' | null {
  const download = works.get(kind)?.steps.find(({ downloads }) => downloads);
  const step = download && steps.find(({ name }) => name === download.name);
  if (state !== 'running' || step?.state !== 'running') return null;
  const { note } = step;
  // A note that a labvm of before stored says it in words alone: it gives nobody a right until its step says it anew.
  return typeof note === 'object' && 'waitsFor' in note && note.waitsFor === 'download' ? 'waits' : 'goes on';
}
