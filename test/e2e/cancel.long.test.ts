import { afterAll, expect, it } from 'vitest';
import { cancelAt } from './support/cancel.ts';
import { openJobs } from './support/jobs.ts';
import { json, succeed } from './support/labvm.ts';

const jobs = openJobs();
afterAll(() => jobs.close());

it.each(['machine', 'start'])('/job cancel from another process, at the step %s, leaves nothing', (step) =>
  cancelAt(jobs, step),
);

it('/job cancel of a job that has ended says so', async () => {
  const { jobs: all } = await succeed('/job list --all');
  const { ok, view } = await json(`/job cancel ${all?.[0]?.id}`);
  expect(ok).toBe(true);
  expect(view.text).toContain('has already ended');
});
