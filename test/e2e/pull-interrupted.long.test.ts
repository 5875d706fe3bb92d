import { readdir } from 'node:fs/promises';
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import type { Job } from '../../src/job/job.ts';
import { patience } from '../support/patience.ts';
import { leftOvers, NOTHING } from './support/host.ts';
import { openJobs } from './support/jobs.ts';
import { json, spawnLabvm, succeed } from './support/labvm.ts';
import { type SchoolMirror, schoolMirror } from './support/school-mirror.ts';

const POOL = '/var/lib/libvirt/images/labvm';
const FILE = 'iso/rolling/slitaz-rolling.iso';
/** Slow enough to be met on its way, in bytes a second. */
const SLOW = 3_000_000;

const jobs = openJobs();
let mirror: SchoolMirror;
beforeAll(async () => {
  await json('/image remove slitaz --yes');
  mirror = await schoolMirror();
});
afterEach(async () => {
  await json('/vm delete waiting --yes');
  await json('/image remove slitaz --yes');
  expect(await leftOvers()).toEqual(NOTHING);
});
afterAll(async () => {
  await mirror.close();
  await jobs.close();
});

/** A job whose download has come some way. */
async function onItsWay(line: string) {
  mirror.putDisc(FILE, { bytesPerSecond: SLOW });
  const known = await jobs.known();
  const child = spawnLabvm(['--json', line], { env: mirror.env });
  const job = await jobs.nextJob(known, patience());
  const isComing = ({ steps }: Job) => steps.some(({ fraction = 0 }) => fraction > 0.1 && fraction < 0.6);
  await jobs.until(job.id, isComing, patience());
  return { child, job };
}

/** Also of what nobody has looked at yet. */
const inPool = async () =>
  (await readdir(POOL, { recursive: true })).filter((name) => name.includes('slitaz'));

it('kill -9 in the middle of a download: the next process goes on from there', async () => {
  const { child, job } = await onItsWay('/image pull slitaz');
  child.kill('SIGKILL');
  await child;
  expect(await inPool()).toContain('.intake/slitaz.partial');
  mirror.putDisc(FILE);
  const next = spawnLabvm(['--serve'], { env: mirror.env });
  expect((await jobs.finished(job.id, patience())).state).toBe('done');
  next.kill('SIGTERM');
  await next;
  expect(Number(/\d+/.exec(mirror.asked.at(-1)?.range ?? '')?.[0])).toBeGreaterThan(1_000_000);
  await succeed('/image verify slitaz');
});

it('an end by SIGTERM in the middle of a create leaves the download to the next process', async () => {
  const { child, job } = await onItsWay('/vm create slitaz waiting');
  child.kill('SIGTERM');
  await child;
  mirror.putDisc(FILE);
  const next = spawnLabvm(['--serve'], { env: mirror.env });
  expect((await jobs.finished(job.id, patience())).state).toBe('done');
  next.kill('SIGTERM');
  await next;
  expect((await succeed('/vm show waiting')).vm?.power).toBe('running');
});

it.each(['/image pull slitaz', '/vm create slitaz waiting'])(
  '%s, cancelled on its way, leaves nothing',
  async (line) => {
    const { child, job } = await onItsWay(line);
    await succeed(`/job cancel ${job.id}`);
    const { stdout } = await child;
    expect(JSON.parse(stdout)).toMatchObject({ ok: false, error: { code: 'cancelled' } });
    expect(await inPool()).toEqual([]);
  },
);

it('a second process that wants the same waits for the first, and fetches nothing', async () => {
  const { child } = await onItsWay('/image pull slitaz');
  const before = mirror.asked.length;
  const { vm } = await succeed('/vm create slitaz waiting', { env: mirror.env });
  expect(vm?.power).toBe('running');
  expect(mirror.asked.slice(before).filter(({ path }) => path.endsWith('.iso'))).toEqual([]);
  await child;
});
