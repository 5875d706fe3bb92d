import { expect } from 'vitest';
import type { Job } from '../../../src/job/job.ts';
import { patience } from '../../support/patience.ts';
import type { openJobs } from './jobs.ts';
import { spawnLabvm } from './labvm.ts';

type Jobs = ReturnType<typeof openJobs>;

/** Kills the process of a line (kill -9) the moment its job's step is in this state. */
export async function killAt(jobs: Jobs, line: string, step: string, state: string): Promise<Job> {
  const known = await jobs.known();
  const child = spawnLabvm(['--json', line]);
  const job = await jobs.nextJob(known, patience());
  await jobs.until(
    job.id,
    ({ steps }) => steps.some((one) => one.name === step && one.state === state),
    patience(),
  );
  child.kill('SIGKILL');
  await child;
  return job;
}

/** Starts labvm again and waits until it has ended that job, in one way or the other. */
export async function startAgain(jobs: Jobs, job: Job): Promise<Job> {
  const child = spawnLabvm(['--serve']);
  try {
    return await jobs.finished(job.id, patience());
  } finally {
    child.kill('SIGTERM');
    await child;
  }
}

export async function expectNothingHeld({ store }: Jobs): Promise<void> {
  expect((await store.jobs.list({ limit: 1, unfinishedOnly: true })).length).toBe(0);
}
