import type { ErrorRecord } from '../base/errors.ts';
import { type AttemptPorts, type Caller, createCaller } from './attempt.ts';
import { type Cancellation, createCancellation, type Halt } from './cancellation.ts';
import { cancelledRecord, failureRecord, leftoverRecord, leftRecord, unknownKindRecord } from './failure.ts';
import type { Hints } from './hints.ts';
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
  /** What the domains advise where a work fails and its error advises nothing. */
  readonly hints: Hints;
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
type Step = WorkStep<never, never>;

/** A run, and where it is. */
interface Course {
  readonly job: Job;
  readonly worker: string;
  /** undefined: this program does not know its kind. */
  readonly work: AnyWork | undefined;
  /** It was stored by the same kind that reads it. */
  readonly input: never;
  readonly ports: RunPorts;
  readonly cancellation: Cancellation;
  readonly caller: Caller;
  /** The step that it is at, or was at last. */
  current: string | null;
  isWaiting: boolean;
}

/** Runs a job from where its record says it is. */
export function runJob(job: Job, worker: string, ports: RunPorts): Run {
  const work = ports.works.get(job.kind);
  const cancellation = createCancellation(job.id);
  const course: Course = {
    ...{ job, worker, work, ports, cancellation },
    input: job.input as never,
    caller: createCaller(job, worker, cancellation, ports),
    current: job.steps.find((step) => step.state === 'running')?.name ?? null,
    isWaiting: false,
  };
  cancellation.setCommitted(work?.steps.some((step) => step.irrevocable && hasBegun(job, step)) ?? false);
  if (job.cancelledBy !== null) cancellation.halt('cancelled');
  return {
    jobId: job.id,
    ended: live(course).catch((error: unknown) => {
      ports.log.error({ err: error, job: job.id }, 'the job could not be let go of');
    }),
    halt: cancellation.halt,
    releaseIfWaiting() {
      if (course.isWaiting) cancellation.halt('released');
    },
  };
}

async function live(course: Course): Promise<void> {
  const { job, worker, cancellation, ports } = course;
  try {
    if (job.leftAt) return await lookBack(course);
    const ending = job.ending ?? (await goForward(course));
    if (ending) await goBack(course, ending);
  } catch (error) {
    if (error instanceof JobLostError || cancellation.halted() === 'lost') {
      ports.log.warn({ job: job.id, worker }, 'another worker has the job');
    } else {
      // Else the runner lets go of it, after a while: what cannot be stored now cannot be at once again.
      if (cancellation.halted() === 'released') await ports.jobs.release(job.id, worker);
      else ports.log.error({ err: error, job: job.id }, 'the job is stuck');
    }
  }
}

/** @returns what the job must be put back for, or null when it is done */
async function goForward(course: Course): Promise<JobEnding | null> {
  const { job, worker, work, input, ports, cancellation, caller } = course;
  if (!work) return giveUp(course, { state: 'failed', error: unknownKindRecord(job.kind) });
  for (const step of work.steps) {
    const record = recordOf(job, step);
    if (!record || record.state === 'done') continue;
    const ending = await perform(course, step);
    if (ending) return ending;
  }
  const outcome = await caller.attempt({
    step: course.current,
    signal: cancellation.forward,
    patienceMs: ports.patience.stepMs,
    call: async (tools) => (work.result ? work.result(input, givenTo(tools)) : null),
  });
  if ('error' in outcome) return giveUp(course, endingOf(course, outcome.error));
  await ports.jobs.finish(job.id, worker, { state: 'done', error: null, result: outcome.value });
  return null;
}

/** Ends what was left long ago as it is: whether it was carried out since, only the hypervisor knows. */
async function lookBack(course: Course): Promise<void> {
  const { job, worker, work, input, ports, cancellation, caller } = course;
  const { jobs, patience, hints } = ports;
  const cameTrue = work?.cameTrue?.bind(work) ?? (async () => null);
  const { whole: signal } = cancellation;
  const attempt = { step: null, signal, patienceMs: patience.stepMs };
  const outcome = await caller.attempt({ ...attempt, call: (tools) => cameTrue(input, givenTo(tools)) });
  if ('value' in outcome && outcome.value !== null)
    return jobs.finish(job.id, worker, { state: 'done', error: null, result: outcome.value });
  const ending = await giveUp(course, { state: 'failed', error: leftRecord(hints) });
  if (work?.cameTrue && 'value' in outcome) return goBack(course, ending);
  return jobs.finish(job.id, worker, { ...ending, result: null });
}

/** @returns what the job must be put back for, or null when the step is done */
async function perform(course: Course, step: Step): Promise<JobEnding | null> {
  const { job, worker, input, ports, cancellation, caller } = course;
  if ((await begin(course, step)) === 'cancelled') {
    cancellation.halt('cancelled');
    return giveUp(course, endingOf(course, null));
  }
  course.current = step.name;
  course.isWaiting = step.onlyWaits ?? false;
  const outcome = await caller.attempt({
    step: step.name,
    signal: cancellation.forward,
    patienceMs: ports.patience.stepMs,
    call: (tools) => step.run(input, givenTo(tools)),
  });
  course.isWaiting = false;
  if ('error' in outcome) return giveUp(course, endingOf(course, outcome.error));
  await ports.jobs.endStep(job.id, worker, step.name, outcome.value);
  cancellation.whole.throwIfAborted();
  return null;
}

async function begin(course: Course, step: Step): Promise<Begun> {
  const { job, worker, ports, cancellation, caller } = course;
  const slot = step.slot ? { kind: step.slot, limit: ports.slotLimits[step.slot] } : null;
  const wasCommitted = cancellation.isCommitted();
  const irrevocable = step.irrevocable ?? false;
  const attempt = async () => {
    // Before the store says so, lest a cancellation that came later be heeded.
    cancellation.setCommitted(wasCommitted || irrevocable);
    const terms = { slot, evenIfCancelled: wasCommitted, irrevocable };
    const beginning = await ports.jobs.beginStep(job.id, worker, step.name, terms);
    if (beginning !== 'begun') cancellation.setCommitted(wasCommitted);
    return beginning;
  };
  // Without a slot it cannot be full.
  if (!slot) return (await attempt()) as Begun;
  course.isWaiting = true;
  try {
    const onWait = () => caller.note(step.name, WAITING);
    return await ports.slots.wait({ slot: slot.kind, signal: cancellation.forward, attempt, onWait });
  } catch (error) {
    if (cancellation.halted() === 'cancelled') return 'cancelled';
    throw error;
  } finally {
    course.isWaiting = false;
  }
}

function endingOf(course: Course, error: unknown): JobEnding {
  if (course.cancellation.halted() === 'cancelled') return { state: 'cancelled', error: cancelledRecord() };
  return { state: 'failed', error: failureOf(course, error) };
}

function failureOf({ job, ports }: Course, error: unknown): ErrorRecord {
  return failureRecord(error, job.vm, ports.log, ports.hints);
}

function giveUp({ job, worker, ports, current }: Course, ending: JobEnding): Promise<JobEnding> {
  return ports.jobs.giveUp(job.id, worker, ending, ending.state === 'failed' ? current : null);
}

async function goBack(course: Course, ending: JobEnding): Promise<void> {
  const { job, worker, work, input, ports, cancellation, caller, current } = course;
  const { jobs, patience, hints } = ports;
  const undo = work?.undo?.bind(work);
  if (!undo) return jobs.finish(job.id, worker, { ...ending, result: null });
  const outcome = await caller.attempt({
    step: current,
    signal: cancellation.whole,
    patienceMs: patience.undoMs,
    call: (tools) => undo(input, givenTo(tools), ending),
  });
  if ('value' in outcome) return jobs.finish(job.id, worker, { ...ending, result: null, undone: true });
  const error = leftoverRecord(ending.error, failureOf(course, outcome.error), hints);
  return jobs.finish(job.id, worker, { state: 'failed', error, result: null });
}

/** The app has seen to it that they are all that its works need. */
function givenTo(tools: JobTools): never {
  return tools as never;
}

const WAITING = { en: 'waiting for its turn', es: 'esperando turno' };

function recordOf(job: Job, step: Step) {
  return job.steps.find(({ name }) => name === step.name);
}

function hasBegun(job: Job, step: Step): boolean {
  return (recordOf(job, step)?.state ?? 'waiting') !== 'waiting';
}
