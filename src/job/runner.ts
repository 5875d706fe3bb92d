import { setTimeout as sleep } from 'node:timers/promises';
import type { Clock } from '../base/clock.ts';
import type { Log } from '../base/log.ts';
import { onceMore } from '../base/once-more.ts';
import { type Hints, NO_HINTS } from './hints.ts';
import type { Job } from './job.ts';
import { type Patience, type Run, type RunPorts, runJob } from './run.ts';
import { createSlotQueue, type SlotQueue } from './slots.ts';
import type { Doorbell, JobStore, SlotLimits, StartRequest, StartResult, WorkerStore } from './store.ts';
import type { Work } from './work.ts';

export interface RunnerPorts<Tools extends object> {
  readonly jobs: JobStore;
  readonly workers: WorkerStore;
  readonly doorbell: Doorbell;
  readonly works: ReadonlyMap<string, Work<never, Tools>>;
  /** What works need of the world. */
  readonly tools: Tools;
  readonly slotLimits: SlotLimits;
  readonly log: Log;
  readonly clock: Clock;
  readonly patience?: Patience;
  /** What the domains advise where a work fails and its error advises nothing. */
  readonly hints?: Hints;
}

/** Runs jobs in this process: those that were asked for here, and those of processes that died. */
export interface Runner {
  /** Who this process is to the others; changes if it was taken for dead. Known from `start` on. */
  readonly workerId: string;
  /** Enters among the workers, takes up what the dead left, and goes on until `stop`. */
  start(): Promise<void>;
  /** Stores jobs to be run here, and begins at once. */
  startJobs(request: Omit<StartRequest, 'worker'>): Promise<StartResult>;
  /** Has a job cancelled, whichever process runs it. @returns the job, or null if there is none */
  cancel(jobId: string, actorId: string): Promise<Job | null>;
  /** Looks whether there is something to do. */
  wake(): void;
  /** Lets jobs go on for at most this long, lets go of the rest, and leaves. What was let go of is not undone. */
  stop(options: { readonly graceMs: number }): Promise<void>;
}

/** How often a worker says that it lives, and looks for workers that do not, in milliseconds. */
const BEAT_EVERY_MS = 2000;
/** The most jobs that one process has in hand; most of them wait for something. */
const CAPACITY = 500;
/** How long a step that does not heed its signal is waited for at the end, in milliseconds. */
const DEAF_MS = 1000;
const PATIENCE: Patience = { stepMs: 60_000, undoMs: 120_000 };

/** What this process has in hand. */
interface Hand {
  readonly ports: Pick<RunnerPorts<object>, 'workers'> & RunPorts;
  readonly runs: Map<string, Run>;
  readonly slots: SlotQueue;
  workerId: string | null;
  isStopping: boolean;
  /** What is stuck is let go of at the next look, to be taken up again from where its record says it is. */
  mayLetGo: boolean;
  /** Looks whether there is something to do, also for whoever asks while it looks. */
  wake(): void;
}

export function createRunner<Tools extends object>(ports: RunnerPorts<Tools>): Runner {
  const { jobs, workers, doorbell, log } = ports;
  const slots = createSlotQueue();
  const { patience = PATIENCE, hints = NO_HINTS } = ports;
  const hand: Hand = {
    ports: { ...ports, slots, patience, hints },
    ...{ runs: new Map(), slots, workerId: null, isStopping: false, mayLetGo: false, wake },
  };
  const lookOnceMore = onceMore(() => look(hand));
  const liveOnceMore = onceMore(() => live(hand));
  let beat: NodeJS.Timeout | undefined;
  let unlisten = () => {};

  function wake(): void {
    lookOnceMore().catch((error: unknown) => log.error({ err: error }, 'the jobs could not be looked at'));
  }

  function beatOnce(): void {
    liveOnceMore().catch((error: unknown) => log.error({ err: error }, 'a beat was missed'));
  }

  return {
    get workerId() {
      return own(hand);
    },
    async start() {
      hand.workerId = await workers.enter();
      await workers.bury();
      unlisten = doorbell.listen(wake);
      beat = setInterval(beatOnce, BEAT_EVERY_MS).unref();
      wake();
    },
    async startJobs(request) {
      const result = await jobs.start({ ...request, worker: own(hand) });
      wake();
      return result;
    },
    async cancel(jobId, actorId) {
      const job = await jobs.cancel(jobId, actorId);
      wake();
      return job;
    },
    wake,
    async stop({ graceMs }) {
      hand.isStopping = true;
      await letGoOfAll(hand, graceMs);
      clearInterval(beat);
      unlisten();
      if (hand.workerId !== null) await workers.leave(hand.workerId);
    },
  };
}

function own({ workerId }: Hand): string {
  if (workerId === null) throw new Error('The runner has not been started.');
  return workerId;
}

function begin(job: Job, hand: Hand): void {
  const { runs } = hand;
  const run = runJob(job, own(hand), hand.ports);
  runs.set(job.id, run);
  void run.ended.then(() => {
    // The same job may run here again, after it was let go of.
    if (runs.get(job.id) === run) runs.delete(job.id);
    hand.wake();
  });
}

/** Stops what others want stopped, and begins what is there to be begun. */
async function look(hand: Hand): Promise<void> {
  const { runs, slots } = hand;
  const { jobs } = hand.ports;
  const worker = own(hand);
  const known = [...runs.values()];
  const held = new Map((await jobs.held(worker)).map((job) => [job.id, job.cancelledBy]));
  for (const run of known) {
    const cancelledBy = held.get(run.jobId);
    if (cancelledBy === undefined) run.halt('lost');
    else if (cancelledBy !== null) run.halt('cancelled');
  }
  if (hand.mayLetGo) {
    hand.mayLetGo = false;
    for (const id of held.keys()) if (!runs.has(id)) await jobs.release(id, worker);
  }
  slots.poke();
  if (hand.isStopping || runs.size >= CAPACITY) return;
  for (const job of await jobs.claim(worker, CAPACITY - runs.size)) begin(job, hand);
}

/** Says that this worker lives, and frees the jobs of those that do not. */
async function live(hand: Hand): Promise<void> {
  const { workers, log } = hand.ports;
  if (!(await workers.beat(own(hand)))) {
    const { workerId } = hand;
    log.warn({ worker: workerId }, 'this worker was taken for dead: its jobs are stopped, it enters anew');
    for (const run of hand.runs.values()) run.halt('lost');
    hand.workerId = await workers.enter();
  }
  await workers.bury();
  hand.mayLetGo = true;
  hand.wake();
}

/** What only waits at once, what can be finished in time when it is, and the rest then. */
async function letGoOfAll({ runs }: Hand, graceMs: number): Promise<void> {
  for (const run of runs.values()) run.releaseIfWaiting();
  await within(graceMs, runs.values());
  for (const run of runs.values()) run.halt('released');
  await within(DEAF_MS, runs.values());
}

/** Waits until all runs have ended, or the time is over. */
async function within(timeoutMs: number, runs: Iterable<Run>): Promise<void> {
  const over = new AbortController();
  const ended = Promise.all([...runs].map((run) => run.ended));
  await Promise.race([ended, sleep(timeoutMs, undefined, { signal: over.signal }).catch(() => {})]);
  over.abort();
}
