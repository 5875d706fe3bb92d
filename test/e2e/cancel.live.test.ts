import { afterAll, describe, expect, it } from 'vitest';
import { leftOvers, NOTHING } from './support/host.ts';
import { openJobs } from './support/jobs.ts';
import { json, spawnLabvm, succeed } from './support/labvm.ts';

const jobs = openJobs();

describe('/job cancel', () => {
  afterAll(() => jobs.store.close());

  it.each(['machine', 'start', 'address'])(
    'from another process, at the step %s, leaves nothing',
    async (step) => {
      const known = await jobs.known();
      const child = spawnLabvm(['--json', '/vm create tiny unwanted']);
      const job = await jobs.nextJob(known, AbortSignal.timeout(30_000));
      await jobs.until(
        job.id,
        ({ steps }) => steps.some((one) => one.name === step && one.state === 'running'),
        AbortSignal.timeout(30_000),
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
    },
  );

  it('of a job that has ended says so', async () => {
    const { jobs: all } = await succeed('/job list --all');
    const { ok, view } = await json(`/job cancel ${all?.[0]?.id}`);
    expect(ok).toBe(true);
    expect(view.text).toContain('has ended');
  });
});
