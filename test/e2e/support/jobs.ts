import { join } from 'node:path';
import { openStore } from '../../../adapters/sqlite/index.ts';
import { systemClock } from '../../../src/base/clock.ts';
import { silentLog } from '../../../src/base/log.ts';
import { createFeed } from '../../../src/job/feed.ts';
import { isFinished, type Job } from '../../../src/job/job.ts';

/** Looks into an installation's database from outside, as another process of it would. */
export function openJobs() {
  const dataDir = process.env.LABVM_DATA_DIR;
  if (!dataDir) throw new Error('LABVM_DATA_DIR is not set: run these tests with `npm test`.');
  const store = openStore({ file: join(dataDir, 'labvm.db'), clock: systemClock, log: silentLog });
  const feed = createFeed(store);

  /** The first sight of a job that was not there before, as soon as there is one. */
  async function nextJob(known: ReadonlySet<string>, signal: AbortSignal): Promise<Job> {
    const rung = Promise.withResolvers<void>();
    let ring = rung;
    const stop = store.doorbell.listen(() => ring.resolve());
    try {
      for (;;) {
        ring = Promise.withResolvers<void>();
        const fresh = (await store.jobs.list({ limit: 50 })).find((job) => !known.has(job.id));
        if (fresh) return fresh;
        await Promise.race([ring.promise, aborted(signal)]);
      }
    } finally {
      stop();
    }
  }

  return {
    store,
    nextJob,
    async known(): Promise<ReadonlySet<string>> {
      return new Set((await store.jobs.list({ limit: 1000 })).map((job) => job.id));
    },
    /** Follows a job until it is as wanted. */
    async until(jobId: string, wanted: (job: Job) => boolean, signal: AbortSignal): Promise<Job> {
      for await (const { job } of feed.follow(jobId, signal)) if (wanted(job)) return job;
      throw new Error(`Job ${jobId} ended otherwise.`);
    },
    finished(jobId: string, signal: AbortSignal): Promise<Job> {
      return this.until(jobId, isFinished, signal);
    },
    close: async () => store.close(),
  };
}

function aborted(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) =>
    signal.addEventListener('abort', () => reject(signal.reason), { once: true }),
  );
}
