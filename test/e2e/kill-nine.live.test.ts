import { afterAll, afterEach, describe, expect, it } from 'vitest';
import type { Job } from '../../src/job/job.ts';
import { leftOvers, NOTHING, virsh } from './support/host.ts';
import { openJobs } from './support/jobs.ts';
import { json, spawnLabvm, succeed } from './support/labvm.ts';

const jobs = openJobs();
const patience = () => AbortSignal.timeout(60_000);

/** Runs a line, and kills its process the moment its job's step is in this state. */
async function killAt(line: string, step: string, state: string): Promise<Job> {
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
async function startAgain(job: Job): Promise<Job> {
  const child = spawnLabvm(['--serve']);
  try {
    return await jobs.finished(job.id, patience());
  } finally {
    child.kill('SIGTERM');
    await child;
  }
}

async function expectNothingHeld(): Promise<void> {
  expect((await jobs.store.jobs.list({ limit: 1, unfinishedOnly: true })).length).toBe(0);
}

describe('kill -9, then start again', () => {
  afterEach(async () => {
    await json('/vm delete victim --yes');
    expect(await leftOvers()).toEqual(NOTHING);
  });
  afterAll(() => jobs.close());

  const creating = [
    ['machine', 'running'],
    ['machine', 'done'],
    ['start', 'running'],
    ['address', 'running'],
  ] as const;

  it.each(creating)('create, killed at %s %s, is finished by the next process', async (step, state) => {
    const job = await startAgain(await killAt('/vm create tiny victim', step, state));
    expect(job.state).toBe('done');
    expect((await leftOvers()).domains).toEqual(['victim']);
    expect((await leftOvers()).volumes.map((name) => name.replace(/^.*\./, ''))).toEqual(['log', 'qcow2']);
    expect(await virsh('domstate', 'victim')).toBe('running');
    await expectNothingHeld();
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
    const ended = await startAgain(job);
    expect(ended.state).toBe('cancelled');
    expect(await leftOvers()).toEqual(NOTHING);
    await expectNothingHeld();
  });

  it.each([
    ['start', 'running'],
    ['start', 'done'],
  ] as const)('start, killed at %s %s', async (step, state) => {
    await succeed('/vm create tiny victim');
    await succeed('/vm kill victim');
    const job = await startAgain(await killAt('/vm start victim', step, state));
    expect(job.state).toBe('done');
    expect(await virsh('domstate', 'victim')).toBe('running');
    await expectNothingHeld();
  });

  it('delete, killed while it removes, is finished', async () => {
    await succeed('/vm create tiny victim');
    const job = await startAgain(await killAt('/vm delete victim --yes', 'remove', 'running'));
    expect(job.state).toBe('done');
    expect(await leftOvers()).toEqual(NOTHING);
    await expectNothingHeld();
  });
});
