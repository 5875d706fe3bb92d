import { isFinished, type Job, type JobFamily } from './job.ts';
import { createLatest, type Latest } from './latest.ts';
import type { Doorbell, JobStore } from './store.ts';

/** Tells what becomes of jobs, whichever process runs them. */
export interface Feed {
  /**
   * Yields the job as it is, then as it changes, and ends with its end. Who is slow gets the newest state, not
   * every one. Yields nothing if there is no such job; ends when the signal fires.
   */
  follow(jobId: string, signal: AbortSignal): AsyncIterable<JobFamily>;
}

export interface FeedPorts {
  readonly jobs: Pick<JobStore, 'get' | 'children'>;
  readonly doorbell: Pick<Doorbell, 'listen'>;
}

/** Those who follow one job. What they are told is read once. */
interface Topic {
  readonly followers: Set<Latest<JobFamily>>;
  revision: number;
}

/** What is followed in this process. */
interface Room extends FeedPorts {
  readonly topics: Map<string, Topic>;
}

export function createFeed(ports: FeedPorts): Feed {
  const room: Room = { ...ports, topics: new Map() };
  const join = joining(room);
  return {
    async *follow(jobId, signal) {
      if (signal.aborted) return;
      const latest = createLatest<JobFamily>((a, b) => a.job.revision > b.job.revision);
      // Before the first look, so that no change falls between.
      const leave = join(jobId, latest);
      signal.addEventListener('abort', latest.end);
      try {
        const job = await ports.jobs.get(jobId);
        if (!job) return;
        latest.put(await familyOf(job, ports));
        for await (const family of latest.values) {
          yield family;
          if (isFinished(family.job)) return;
        }
      } finally {
        signal.removeEventListener('abort', latest.end);
        leave();
      }
    },
  };
}

/** @returns lets somebody follow a job, until they leave; while anybody follows, the doorbell is listened to */
function joining(room: Room): (jobId: string, follower: Latest<JobFamily>) => () => void {
  const { topics, doorbell } = room;
  const look = looking(room);
  let unlisten: (() => void) | null = null;
  return (jobId, follower) => {
    const topic = topics.get(jobId) ?? { followers: new Set(), revision: 0 };
    topics.set(jobId, topic);
    topic.followers.add(follower);
    unlisten ??= doorbell.listen(() => void look());
    return () => {
      topic.followers.delete(follower);
      if (topic.followers.size === 0 && topics.get(jobId) === topic) topics.delete(jobId);
      if (topics.size > 0) return;
      unlisten?.();
      unlisten = null;
    };
  };
}

/** @returns looks at every job that is followed, once more where it is asked meanwhile */
function looking(room: Room): () => Promise<void> {
  let isLooking = false;
  let isRung = false;
  return async () => {
    isRung = true;
    if (isLooking) return;
    isLooking = true;
    while (isRung) {
      isRung = false;
      for (const [jobId, topic] of room.topics) await tell(jobId, topic, room);
    }
    isLooking = false;
  };
}

async function tell(jobId: string, topic: Topic, room: Room): Promise<void> {
  try {
    const job = await room.jobs.get(jobId);
    if (!job || job.revision === topic.revision) return;
    topic.revision = job.revision;
    const family = await familyOf(job, room);
    for (const follower of topic.followers) follower.put(family);
  } catch (error) {
    for (const follower of topic.followers) follower.fail(error);
  }
}

async function familyOf(job: Job, { jobs }: Pick<FeedPorts, 'jobs'>): Promise<JobFamily> {
  // Read after the job: they may be newer than its revision, never older, and then it changes once more.
  return { job, children: await jobs.children(job.id) };
}
