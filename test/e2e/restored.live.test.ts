import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { execa } from 'execa';
import { afterAll, expect, it, onTestFinished } from 'vitest';
import { openStore, type Store } from '../../adapters/sqlite/index.ts';
import { systemClock } from '../../src/base/clock.ts';
import { silentLog } from '../../src/base/log.ts';
import { createFeed } from '../../src/job/feed.ts';
import { isFinished, type Job } from '../../src/job/job.ts';
import type { Vm } from '../../src/vm/vm.ts';
import { act } from '../adapters/sqlite/support/requests.ts';
import { planOf } from '../contract/hypervisor-lab.ts';
import { liveLab } from '../contract/live-lab.ts';
import { docCommands } from '../support/doc-commands.ts';
import { patience } from '../support/patience.ts';
import { ROOT } from '../support/sources.ts';
import { spawnLabvm } from './support/labvm.ts';
import { wholeReport } from './support/whole-report.ts';

const hypervisor = liveLab().open();
afterAll(() => hypervisor.close());

const DOCUMENT = 'docs/backup.md';
const OWNER = 'terminal:local';
/** The machine that all live tests share may be among them. */
const TOLD = /missing from the database \(.*\bweb1\b.*\) (has|have) been recovered from the hypervisor/;

it('a database of before, put back as the document says, deletes nothing that was made anew, and says once what is known again', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'labvm-restored-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const dataDir = join(folder, 'data');
  const env = { LABVM_DATA_DIR: dataDir };
  const open = () => openStore({ file: join(dataDir, 'labvm.db'), clock: systemClock, log: silentLog });
  const inDocument = { data: '/var/lib/labvm', copy: '/srv/backup/labvm-2026-11-27.db' };
  const copy = join(folder, 'copy.db');

  // Before: a labvm that uses the database, a machine, and a job that is to delete it. Then the copy.
  const service = await serving(env);
  onTestFinished(() => service.end());
  const first = await hypervisor.create(planOf('web1', { owner: OWNER }));
  const before = open();
  const worker = await before.workers.enter();
  const started = await startRemoval(before, worker, first);
  const copying = docCommands(DOCUMENT, 'The database', new Map([[inDocument.copy, copy]]));
  expect(await Promise.all(copying.map((words) => command(words, env)))).toEqual([
    expect.stringContaining(`${copy} is a copy of labvm’s database.`),
  ]);
  const later = await startRemoval(before, worker, { name: 'web2', requestId: 'later' });
  before.close();

  // Since then the job has ended, and somebody has made another machine of that name.
  await hypervisor.remove(first.ref);
  const second = await hypervisor.create(planOf('web1', { owner: OWNER }));
  onTestFinished(() => hypervisor.remove(second.ref));

  const moved = new Map([
    [inDocument.copy, copy],
    [inDocument.data, dataDir],
  ]);
  const steps = docCommands(DOCUMENT, 'Restoring it', moved);
  const startsAgain = steps.findIndex(([program, verb]) => program === 'systemctl' && verb === 'start');
  expect(steps[0]).toEqual(['systemctl', 'stop', 'labvm']);
  await service.end();
  for (const words of steps.slice(1, startsAgain)) await command(words, env);

  const after = open();
  onTestFinished(() => after.close());
  expect(await served(env, () => finished(after, started))).toMatch(TOLD);
  expect(await after.jobs.get(started)).toMatchObject({ state: 'done', error: null });
  expect(await after.jobs.get(later)).toBeNull();
  expect(await hypervisor.find('web1')).toMatchObject({ requestId: second.requestId, owner: OWNER });
  const [asks = [], ...more] = steps.slice(startsAgain + 1);
  expect(more).toEqual([]);
  expect(await wholeReport(() => command(asks, env))).toMatch(TOLD);
  // Once: not at the next start.
  const { stderr } = await pipedToItsEnd(env);
  expect(stderr).not.toMatch(TOLD);
});

/** A job that nobody carries out: whoever has it does nothing. @returns its id */
async function startRemoval(
  { jobs }: Store,
  worker: string,
  { name, requestId }: Pick<Vm, 'name' | 'requestId'>,
): Promise<string> {
  const input = { name, requestId };
  const removal = { kind: 'vm.delete', vm: name, input, stepNames: ['remove'], reservation: null };
  const started = await jobs.start(act(worker, [removal]));
  if (started.kind !== 'started') throw new Error('It did not start.');
  return started.job.id;
}

/** Runs a command line of the document's to its end, in the folder of the clone. @returns what it said */
async function command(
  [program = '', ...args]: readonly string[],
  env: Record<string, string>,
): Promise<string> {
  const { stdout } = await execa(program, args, { cwd: ROOT, env: { LANG: 'C', ...env }, stdin: 'ignore' });
  return stdout;
}

/** The service, once it has answered a line. */
async function serving(env: Record<string, string>) {
  const child = spawnLabvm(['--serve', '/job list'], { env });
  const early = child.then(({ stderr }) => {
    throw new Error(`labvm ended before: ${stderr}`);
  });
  early.catch(() => {});
  await Promise.race([once(child.stdout, 'data'), early]);
  const end = async () => {
    child.kill('SIGTERM');
    await child;
  };
  return { end };
}

/** Runs the service until something is so and it has said what it says. @returns what it said on stderr */
async function served(env: Record<string, string>, wait: () => Promise<unknown>): Promise<string> {
  const child = spawnLabvm(['--serve'], { env });
  const told = new Promise<void>((resolve) =>
    child.stderr.on('data', (text) => String(text).includes('recovered from the hypervisor') && resolve()),
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

async function finished(store: Store, id: string): Promise<Job> {
  for await (const { job } of createFeed(store).follow(id, patience())) if (isFinished(job)) return job;
  throw new Error('It did not end.');
}
