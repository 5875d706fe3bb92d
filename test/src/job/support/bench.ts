import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { openStore, type Store } from '../../../../adapters/sqlite/index.ts';
import { systemClock } from '../../../../src/clock.ts';
import { createFeed } from '../../../../src/job/feed.ts';
import { isFinished, type Job } from '../../../../src/job/job.ts';
import { createRunner, type Runner } from '../../../../src/job/runner.ts';
import type { JobRequest, SlotLimits } from '../../../../src/job/store.ts';
import { type Log, silentLog } from '../../../../src/log.ts';
import { createWatchHub } from '../../../../src/vm/watch-hub.ts';
import { act, creating, plain } from '../../../adapters/sqlite/support/requests.ts';
import { createFakeHypervisor } from '../../../fakes/hypervisor.ts';
import { type ToyHook, type ToyWorld, toyWorld } from './toy.ts';

export const SLOTS: SlotLimits = { download: 1, disk: 2, start: 2 };

/** A process that runs jobs, inside of the test's own. */
export interface Desk {
  readonly runner: Runner;
  readonly world: ToyWorld;
  stop(graceMs?: number): Promise<void>;
}

/** An installation of its own: a database and a toy world in a folder, gone with the test. */
export function bench() {
  const folder = mkdtempSync(join(tmpdir(), 'labvm-jobs-'));
  const store = openStore({ file: join(folder, 'labvm.db'), clock: systemClock, log: silentLog });
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
    open: (hook?: ToyHook, log?: Log) => openDesk(folder, store, hook, log),
    /** The job as soon as it is as wanted. */
    until,
    finished: (jobId: string) => until(jobId, isFinished),
  };
}

export type Bench = ReturnType<typeof bench>;

async function openDesk(folder: string, store: Store, hook?: ToyHook, log: Log = silentLog): Promise<Desk> {
  const world = toyWorld(folder, hook);
  const hypervisor = createFakeHypervisor();
  const watchHub = createWatchHub({ hypervisor, log });
  const runner = createRunner({
    ...store,
    works: world.works,
    hypervisor,
    watchHub,
    slotLimits: SLOTS,
    log,
    clock: systemClock,
    patience: { stepMs: 1000, undoMs: 1000 },
  });
  let stopped: Promise<void> | null = null;
  const stop = (graceMs = 0) => {
    stopped ??= runner.stop({ graceMs });
    return stopped;
  };
  onTestFinished(() => stop());
  await runner.start();
  return { runner, world, stop };
}

/** Asks for jobs and gives the id of the job that is told of. */
export async function ask(runner: Runner, ...jobs: readonly JobRequest[]): Promise<string> {
  const { worker: _, ...request } = act('', jobs);
  const result = await runner.startJobs(request);
  if (result.kind === 'refused') throw new Error(JSON.stringify(result.refusal));
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
