import { afterAll, it } from 'vitest';
import { cancelAt } from './support/cancel.ts';
import { openJobs } from './support/jobs.ts';

const jobs = openJobs();
afterAll(() => jobs.close());

// When everything is there that can be left behind; cancel.long.test.ts has the other steps.
it('/job cancel from another process, while the machine waits for its address, leaves nothing', () =>
  cancelAt(jobs, 'address'));
