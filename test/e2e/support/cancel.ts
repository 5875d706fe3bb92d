import { expect } from 'vitest';
import { patience } from '../../support/patience.ts';
import { leftOvers, NOTHING } from './host.ts';
import type { openJobs } from './jobs.ts';
import { spawnLabvm, succeed } from './labvm.ts';

/** Makes a machine, cancels that from another process at one step, and looks whether anything is left. */
export async function cancelAt(jobs: ReturnType<typeof openJobs>, step: string): Promise<void> {
  const known = await jobs.known();
  const child = spawnLabvm(['--json', '/vm create tiny unwanted']);
  const job = await jobs.nextJob(known, patience());
  await jobs.until(
    job.id,
    ({ steps }) => steps.some((one) => one.name === step && one.state === 'running'),
    patience(),
  );
  await succeed(`/job cancel ${job.id}`);
  child.stdin.end();
  const { stdout, exitCode } = await child;
  expect(JSON.parse(stdout)).toMatchObject({
    ok: false,
    command: 'vm create',
    error: { code: 'cancelled' },
  });
  expect(exitCode).toBe(1);
  expect(await leftOvers()).toEqual(NOTHING);
}
