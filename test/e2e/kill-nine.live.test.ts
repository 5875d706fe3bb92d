import { afterAll, afterEach, expect, it } from 'vitest';
import { deleteMachines } from './support/clean.ts';
import { leftOvers, virsh } from './support/host.ts';
import { openJobs } from './support/jobs.ts';
import { expectNothingHeld, killAt, startAgain } from './support/kill.ts';

const jobs = openJobs();
afterEach(deleteMachines);
afterAll(() => jobs.close());

// Where nobody can know whether the order has reached libvirt; kill-nine.long.test.ts has the other boundaries.
it('a create whose process is killed while the machine starts is finished by the next one', async () => {
  const job = await startAgain(jobs, await killAt(jobs, '/vm create tiny victim', 'start', 'running'));
  expect(job.state).toBe('done');
  const { domains, volumes } = await leftOvers();
  expect(domains).toEqual(['victim']);
  expect(volumes.map((name) => name.replace(/^.*\./, ''))).toEqual(['log', 'qcow2']);
  expect(await virsh('domstate', 'victim')).toBe('running');
  await expectNothingHeld(jobs);
});
