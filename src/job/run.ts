import { type AttemptPorts, createCaller } from './attempt.ts';
import { createCancellation, type Halt } from './cancellation.ts';
import { cancelledRecord, failureRecord, leftoverRecord, leftRecord, unknownKindRecord } from './failure.ts';
import type { Job, JobEnding } from './job.ts';
import { JobLostError } from './lost.ts';
import type { SlotQueue } from './slots.ts';
import type { JobStore, SlotLimits, StepBeginning } from './store.ts';
import type { AnyWork, JobTools, WorkStep } from './work.ts';

/** What running a job needs. */
export interface RunPorts extends AttemptPorts {
  readonly jobs: JobStore;
  readonly works: ReadonlyMap<string, AnyWork>;
  readonly slotLimits: SlotLimits;
  readonly slots: SlotQueue;
  readonly patience: Patience;
}

/** How long an unreachable or busy host is waited for within one step, in milliseconds. */
export interface Patience {
  readonly stepMs: number;
  readonly undoMs: number;
}

/** A job that this process runs. */
export interface Run {
  readonly jobId: string;
  /** Resolves when nothing more is done for the job here. It never rejects. */
  readonly ended: Promise<void>;
  /** Stops it; a cancellation that comes too late is let be. */
  halt(why: Halt): void;
  /** Lets go of it if it only waits: for its turn, or for something that goes on without it. */
  releaseIfWaiting(): void;
}

type Begun = Exclude<StepBeginning, 'full'>;

/** Runs a job from where its record says it is. */
export function runJob(job: Job, worker: string, ports: RunPorts): Run {
  const { jobs, log, patience } = ports;
  const work = ports.works.get(job.kind);
  // The input was stored by the same kind that reads it.
  const input = job.input as never;
  const cancellation = createCancellation(job.id);
  const caller = createCaller(job, worker, cancellation, ports);
  let current = job.steps.find((step) => step.state === 'running')?.name ?? null;
  let isWaiting = false;

  async function live(): Promise<void> {
    try {
      if (job.leftAt) return await lookBack();
      const ending = job.ending ?? (await goForward());
      if (ending) await goBack(ending);
    } catch (error) {
      if (error instanceof JobLostError || cancellation.halted() === 'lost') {
        log.warn({ job: job.id, worker }, 'another worker has the job');
      } else {
        // Else the runner lets go of it, after a while: what cannot be stored now cannot be at once again.
        if (cancellation.halted() === 'released') await jobs.release(job.id, worker);
        else log.error({ err: error, job: job.id }, 'the job is stuck');
      }
    }
  }

  /** @returns what the job must be put back for, or null when it is done */
  async function goForward(): Promise<JobEnding | null> {
    if (!work) return giveUp({ state: 'failed', error: unknownKindRecord(job.kind) });
    for (const step of work.steps) {
      const record = recordOf(job, step);
      if (!record || record.state === 'done') continue;
      const ending = await perform(step);
      if (ending) return ending;
    }
    const outcome = await caller.attempt({
      step: current,
      signal: cancellation.forward,
      patienceMs: patience.stepMs,
      call: async (tools) => (work.result ? work.result(input, givenTo(tools)) : null),
    });
    if ('error' in outcome) return giveUp(endingOf(outcome.error));
    await jobs.finish(job.id, worker, { state: 'done', error: null, result: outcome.value });
    return null;
  }

  /** Ends what was left long ago as it is: whether it was carried out since, only the hypervisor knows. */
  async function lookBack(): Promise<void> {
    const cameTrue = work?.cameTrue?.bind(work) ?? (async () => null);
    const { whole: signal } = cancellation;
    const attempt = { step: null, signal, patienceMs: patience.stepMs };
    const outcome = await caller.attempt({ ...attempt, call: (tools) => cameTrue(input, givenTo(tools)) });
    if ('value' in outcome && outcome.value !== null)
      return jobs.finish(job.id, worker, { state: 'done', error: null, result: outcome.value });
    const ending = await giveUp({ state: 'failed', error: leftRecord() });
    if (work?.cameTrue && 'value' in outcome) return goBack(ending);
    return jobs.finish(job.id, worker, { ...ending, result: null });
  }

  /** @returns what the job must be put back for, or null when the step is done */
  async function perform(step: WorkStep<never, never>): Promise<JobEnding | null> {
    if ((await begin(step)) === 'cancelled') {
      cancellation.halt('cancelled');
      return giveUp(endingOf(null));
    }
    current = step.name;
    isWaiting = step.onlyWaits ?? false;
    const outcome = await caller.attempt({
      step: step.name,
      signal: cancellation.forward,
      patienceMs: patience.stepMs,
      call: (tools) => step.run(input, givenTo(tools)),
    });
    isWaiting = false;
    if ('error' in outcome) return giveUp(endingOf(outcome.error));
    await jobs.endStep(job.id, worker, step.name, outcome.value);
    cancellation.whole.throwIfAborted();
    return null;
  }

  async function begin(step: WorkStep<never, never>): Promise<Begun> {
    const slot = step.slot ? { kind: step.slot, limit: ports.slotLimits[step.slot] } : null;
    const wasCommitted = cancellation.isCommitted();
    const irrevocable = step.irrevocable ?? false;
    const attempt = async () => {
      // Before the store says so, lest a cancellation that came later be heeded.
      cancellation.setCommitted(wasCommitted || irrevocable);
      const terms = { slot, evenIfCancelled: wasCommitted, irrevocable };
      const beginning = await jobs.beginStep(job.id, worker, step.name, terms);
      if (beginning !== 'begun') cancellation.setCommitted(wasCommitted);
      return beginning;
    };
    // Without a slot it cannot be full.
    if (!slot) return (await attempt()) as Begun;
    isWaiting = true;
    try {
      const onWait = () => caller.note(step.name, WAITING);
      return await ports.slots.wait({ slot: slot.kind, signal: cancellation.forward, attempt, onWait });
    } catch (error) {
      if (cancellation.halted() === 'cancelled') return 'cancelled';
      throw error;
    } finally {
      isWaiting = false;
    }
  }

  function endingOf(error: unknown): JobEnding {
    if (cancellation.halted() === 'cancelled') return { state: 'cancelled', error: cancelledRecord() };
    return { state: 'failed', error: failureRecord(error, job.vm, log) };
  }

  function giveUp(ending: JobEnding): Promise<JobEnding> {
    return jobs.giveUp(job.id, worker, ending, ending.state === 'failed' ? current : null);
  }

  async function goBack(ending: JobEnding): Promise<void> {
    const undo = work?.undo?.bind(work);
    if (!undo) return jobs.finish(job.id, worker, { ...ending, result: null });
    const outcome = await caller.attempt({
      step: current,
      signal: cancellation.whole,
      patienceMs: patience.undoMs,
      call: (tools) => undo(input, givenTo(tools), ending),
    });
    if ('value' in outcome) return jobs.finish(job.id, worker, { ...ending, result: null, undone: true });
    const error = leftoverRecord(ending.error, failureRecord(outcome.error, job.vm, log));
    return jobs.finish(job.id, worker, { state: 'failed', error, result: null });
  }

  cancellation.setCommitted(work?.steps.some((step) => step.irrevocable && hasBegun(job, step)) ?? false);
  if (job.cancelledBy !== null) cancellation.halt('cancelled');
  return {
    jobId: job.id,
    ended: live().catch((error: unknown) => {
      log.error({ err: error, job: job.id }, 'the job could not be let go of');
    }),
    halt: cancellation.halt,
    releaseIfWaiting() {
      if (isWaiting) cancellation.halt('released');
    },
  };
}

/** The app has seen to it that they are all that its works need. */
function givenTo(tools: JobTools): never {
  return tools as never;
}

const WAITING = { en: 'waiting for its turn', es: 'esperando turno' };

function recordOf(job: Job, step: WorkStep<never, never>) {
  return job.steps.find(({ name }) => name === step.name);
}

function hasBegun(job: Job, step: WorkStep<never, never>): boolean {
  return (recordOf(job, step)?.state ?? 'waiting') !== 'waiting';
}
