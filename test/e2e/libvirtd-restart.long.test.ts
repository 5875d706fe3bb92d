import { execa } from 'execa';
import { afterAll, describe, expect, it } from 'vitest';
import { patience } from '../support/patience.ts';
import { deleteMachines } from './support/clean.ts';
import { openJobs } from './support/jobs.ts';
import { spawnLabvm, succeed } from './support/labvm.ts';

const jobs = openJobs();

describe('libvirtd restarted under load', () => {
  afterAll(async () => {
    await deleteMachines();
    await jobs.close();
  });

  it('loses no job', async () => {
    const known = await jobs.known();
    const child = spawnLabvm(['--json', '/vm create tiny load --count 3']);
    const batch = await jobs.nextJob(known, patience());
    // Once in the middle of disks and starts, once while the guests boot.
    const [first] = await jobs.store.jobs.children(batch.id);
    await jobs.until(first?.id ?? '', ({ steps }) => steps[0]?.state !== 'waiting', patience());
    await execa(process.env.LABVM_LAB_RESTART_LIBVIRTD ?? '', ['KILL']);
    await jobs.until(first?.id ?? '', ({ steps }) => steps[1]?.state === 'done', patience());
    await execa(process.env.LABVM_LAB_RESTART_LIBVIRTD ?? '');
    child.stdin.end();
    const { stdout } = await child;
    const { ok, vms } = JSON.parse(stdout);
    expect(ok).toBe(true);
    expect(vms.map(({ name, power }: { name: string; power: string }) => [name, power])).toEqual(
      [1, 2, 3].map((n) => [`load-${n}`, 'running']),
    );
    expect((await succeed('/vm list')).vms).toHaveLength(3);
  });
});
