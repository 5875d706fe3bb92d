import { setTimeout as sleep } from 'node:timers/promises';
import { UserError } from '../../../../src/base/errors.ts';
import type { JobRequest } from '../../../../src/job/store.ts';
import { act, creating, plain } from '../../../adapters/sqlite/support/requests.ts';
import { openDesk, openFolder } from './desk.ts';
import type { ToyHook } from './toy.ts';

/**
 * A process that starts jobs and is killed as `kill -9` does, at a given point of them.
 * `deeds` says what else happens: `<point>=fail`, `<point>=cancel`, `<point>=kill`, `slow`.
 */
const [folder = '', kind = '', count = '1', prefix = 'web', ...deeds] = process.argv.slice(2);
const store = openFolder(folder);

function die(): Promise<never> {
  process.kill(process.pid, 'SIGKILL');
  // The signal may come a moment later.
  return new Promise(() => {});
}

const hook: ToyHook = async (point, { job, signal }) => {
  if (deeds.includes('slow')) await sleep(2 + Math.random() * 4);
  if (deeds.includes(`${point}=cancel`)) {
    await store.jobs.cancel(job.id, 'eva');
    // An irrevocable step is not told; every other is stopped by it.
    if (kind !== 'toy.delete') await new Promise((_, reject) => signal.addEventListener('abort', reject));
  }
  if (deeds.includes(`${point}=kill`)) await die();
  if (deeds.includes(`${point}=fail`)) throw new UserError('failed', { en: 'It broke.', es: 'Se rompió.' });
};

const jobs = Array.from({ length: Number(count) }, (_, n): JobRequest => {
  const vm = `${prefix}${n}`;
  if (kind === 'toy.create') return { ...creating(vm), kind, stepNames: ['disk', 'machine', 'address'] };
  return { ...plain(vm), kind, stepNames: ['prepare', 'remove', 'tidy'] };
});

const { runner } = await openDesk(folder, store, hook);
const request = act(runner.workerId, jobs, { invocationId: `the act on ${prefix}` });
if (deeds.includes('asked=kill')) {
  const result = await store.jobs.start(request);
  if (result.kind === 'started') process.stdout.write(`${result.job.id}\n`, () => void die());
} else {
  const result = await runner.startJobs(request);
  if (result.kind === 'started') console.log(result.job.id);
}
