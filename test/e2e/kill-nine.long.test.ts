import { afterAll, afterEach, expect, it } from 'vitest';
import { patience } from '../support/patience.ts';
import { deleteMachines } from './support/clean.ts';
import { leftOvers, NOTHING, virsh } from './support/host.ts';
import { openJobs } from './support/jobs.ts';
import { expectNothingHeld, killAt, startAgain } from './support/kill.ts';
import { spawnLabvm, succeed } from './support/labvm.ts';

const jobs = openJobs();
afterEach(deleteMachines);
afterAll(() => jobs.close());

it.each([
  ['machine', 'running'],
  ['machine', 'done'],
  ['address', 'running'],
])('create, killed at %s %s, is finished by the next process', async (step, state) => {
  const job = await startAgain(jobs, await killAt(jobs, '/vm create tiny victim', step, state));
  expect(job.state).toBe('done');
  const { domains, volumes } = await leftOvers();
  expect(domains).toEqual(['victim']);
  expect(volumes.map((name) => name.replace(/^.*\./, ''))).toEqual(['log', 'qcow2']);
  expect(await virsh('domstate', 'victim')).toBe('running');
  await expectNothingHeld(jobs);
});

it('a create that is cancelled and killed while it is undone leaves nothing', async () => {
  const known = await jobs.known();
  const child = spawnLabvm(['--json', '/vm create tiny victim']);
  const job = await jobs.nextJob(known, patience());
  await jobs.until(
    job.id,
    ({ steps }) => steps.some((one) => one.name === 'address' && one.state === 'running'),
    patience(),
  );
  await jobs.store.jobs.cancel(job.id, 'terminal:local');
  jobs.store.doorbell.ring();
  await jobs.until(job.id, ({ ending, state }) => ending !== null || state === 'cancelled', patience());
  child.kill('SIGKILL');
  await child;
  const ended = await startAgain(jobs, job);
  expect(ended.state).toBe('cancelled');
  expect(await leftOvers()).toEqual(NOTHING);
  await expectNothingHeld(jobs);
});

it('start and delete, killed at each boundary, are finished by the next process', async () => {
  await succeed('/vm create tiny victim');
  for (const state of ['running', 'done']) {
    await succeed('/vm kill victim');
    const started = await startAgain(jobs, await killAt(jobs, '/vm start victim', 'start', state));
    expect(started.state, state).toBe('done');
    expect(await virsh('domstate', 'victim'), state).toBe('running');
    await expectNothingHeld(jobs);
  }
  const job = await startAgain(jobs, await killAt(jobs, '/vm delete victim --yes', 'remove', 'running'));
  expect(job.state).toBe('done');
  expect(await leftOvers()).toEqual(NOTHING);
  await expectNothingHeld(jobs);
});
