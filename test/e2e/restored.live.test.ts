import { copyFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it, onTestFinished } from 'vitest';
import { copyDatabase, openStore } from '../../adapters/sqlite/index.ts';
import { systemClock } from '../../src/base/clock.ts';
import { silentLog } from '../../src/base/log.ts';
import { createFeed } from '../../src/job/feed.ts';
import { isFinished, type Job } from '../../src/job/job.ts';
import { act } from '../adapters/sqlite/support/requests.ts';
import { planOf } from '../contract/hypervisor-lab.ts';
import { liveLab } from '../contract/live-lab.ts';
import { patience } from '../support/patience.ts';
import { json, spawnLabvm } from './support/labvm.ts';

const hypervisor = liveLab().open();
afterAll(() => hypervisor.close());

const OWNER = 'terminal:local';
/** The machine that all live tests share may be among them. */
const TOLD = /the database did not know \(.*\bweb1\b.*\) (is|are) known again from the hypervisor/;

it('a database of before deletes no machine that was made anew, and says once what is known again', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'labvm-restored-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const env = { LABVM_DATA_DIR: folder };
  const file = join(folder, 'labvm.db');
  const open = () => openStore({ file, clock: systemClock, log: silentLog });

  // Before: a machine, and a job that is to delete it. Then the copy.
  const first = await hypervisor.create(planOf('web1', { owner: OWNER }));
  const before = open();
  const input = { name: 'web1', requestId: first.requestId };
  const removal = { kind: 'vm.delete', vm: 'web1', input, stepNames: ['remove'], reservation: null };
  const started = await before.jobs.start(act(await before.workers.enter(), [removal]));
  if (started.kind !== 'started') throw new Error('It did not start.');
  copyDatabase({ from: file, to: `${file}-copy`, now: new Date() });
  before.close();

  // Since then the job has ended, and somebody has made another machine of that name.
  await hypervisor.remove(first.ref);
  const second = await hypervisor.create(planOf('web1', { owner: OWNER }));
  onTestFinished(() => hypervisor.remove(second.ref));
  for (const end of ['', '-wal', '-shm']) rmSync(`${file}${end}`, { force: true });
  copyFileSync(`${file}-copy`, file);

  const after = open();
  onTestFinished(() => after.close());
  expect(await served(env, () => finished(after, started.job.id))).toMatch(TOLD);
  expect(await after.jobs.get(started.job.id)).toMatchObject({ state: 'done', error: null });
  expect(await hypervisor.find('web1')).toMatchObject({ requestId: second.requestId, owner: OWNER });
  const { view } = await json('/host doctor', { env });
  expect(view.text).toMatch(TOLD);
  // Once: not at the next start.
  const { stderr } = await pipedToItsEnd(env);
  expect(stderr).not.toMatch(TOLD);
});

/** Runs the service until something is so and it has said what it says. @returns what it said on stderr */
async function served(env: Record<string, string>, wait: () => Promise<unknown>): Promise<string> {
  const child = spawnLabvm(['--serve'], { env });
  const told = new Promise<void>((resolve) =>
    child.stderr.on('data', (text) => String(text).includes('known again') && resolve()),
  );
  await Promise.all([wait(), told]);
  child.kill('SIGTERM');
  return (await child).stderr;
}

/** The service once more, until it has answered a line. */
async function pipedToItsEnd(env: Record<string, string>) {
  const child = spawnLabvm(['--serve', '/host doctor'], { env });
  await new Promise<void>((resolve) =>
    child.stdout.on('data', (text) => String(text).includes('Data directory') && resolve()),
  );
  child.kill('SIGTERM');
  return child;
}

async function finished(store: ReturnType<typeof openStore>, id: string): Promise<Job> {
  for await (const { job } of createFeed(store).follow(id, patience())) if (isFinished(job)) return job;
  throw new Error('It did not end.');
}
