import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import type { Log } from '../../../../src/base/log.ts';
import { createFeed } from '../../../../src/job/feed.ts';
import { isFinished, type Job } from '../../../../src/job/job.ts';
import type { Runner } from '../../../../src/job/runner.ts';
import type { JobRequest } from '../../../../src/job/store.ts';
import { act, creating, plain } from '../../../adapters/sqlite/support/requests.ts';
import { type Desk, openDesk, openFolder } from './desk.ts';
import { type ToyHook, toyWorld } from './toy.ts';

export { SLOTS } from './desk.ts';

/** An installation of its own: a database and a toy world in a folder, gone with the test. */
export function bench() {
  const folder = mkdtempSync(join(tmpdir(), 'labvm-jobs-'));
  const store = openFolder(folder);
  const feed = createFeed(store);
  onTestFinished(() => {
    store.close();
    rmSync(folder, { recursive: true, force: true });
  });

  async function until(jobId: string, isWanted: (job: Job) => boolean): Promise<Job> {
    for await (const { job } of feed.follow(jobId, new AbortController().signal)) {
      if (isWanted(job)) return job;
    }
    throw new Error(`The job ${jobId} ended otherwise: ${JSON.stringify(await store.jobs.get(jobId))}`);
  }

  return {
    folder,
    store,
    feed,
    world: toyWorld(folder),
    /** A process's worth of runner, stopped with the test. */
    async open(hook?: ToyHook, log?: Log): Promise<Desk> {
      const desk = await openDesk(folder, store, hook, log);
      onTestFinished(() => desk.stop());
      return desk;
    },
    /** The job as soon as it is as wanted. */
    until,
    finished: (jobId: string) => until(jobId, isFinished),
  };
}

export type Bench = ReturnType<typeof bench>;

/** Asks for jobs and gives the id of the job that is told of. */
export async function ask(runner: Runner, ...jobs: readonly JobRequest[]): Promise<string> {
  const { worker: _, ...request } = act('', jobs);
  const result = await runner.startJobs(request);
  if (result.kind === 'refused') throw new Error(result.error.message);
  return result.job.id;
}

export function toyCreate(name: string): JobRequest {
  return { ...creating(name), kind: 'toy.create', stepNames: ['disk', 'machine', 'address'] };
}

export function toyDelete(name: string): JobRequest {
  return { ...plain(name), kind: 'toy.delete', stepNames: ['prepare', 'remove', 'tidy'] };
}

/** A gate that holds whoever comes to it until it is opened, or his signal fires. */
export function gate() {
  const { promise, resolve } = Promise.withResolvers<void>();
  const reached = Promise.withResolvers<void>();
  return {
    reached: reached.promise,
    open: resolve,
    pass(signal: AbortSignal): Promise<void> {
      reached.resolve();
      return Promise.race([
        promise,
        new Promise<never>((_, reject) => {
          if (signal.aborted) reject(signal.reason);
          signal.addEventListener('abort', () => reject(signal.reason), { once: true });
        }),
      ]);
    },
  };
}
