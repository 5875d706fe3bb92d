import type { ErrorRecord, UserError } from '../base/errors.ts';
import type { Json } from '../base/json.ts';
import type { Place } from '../base/place.ts';
import type { Locale, Words } from '../base/text.ts';
import type { Admission, Refused, Reservation } from './admission.ts';
import type { Again, Job, JobEnding, JobState } from './job.ts';

/** A job that is asked for. */
export interface JobRequest {
  readonly kind: string;
  readonly vm: string | null;
  readonly input: Json;
  readonly stepNames: readonly string[];
  readonly reservation: Reservation | null;
  /** How it is asked for anew, by itself. */
  readonly again?: Again;
  /** One of its kind at a time for its machine: what is said to whoever asks for another one meanwhile. */
  readonly once?: UserError;
}

/** One act: one job, or a batch of several with one message. */
export interface StartRequest {
  /** The worker that will run it; another takes it up if that one dies. */
  readonly worker: string;
  readonly invocationId: string;
  readonly actorId: string;
  readonly place: Place;
  readonly locale: Locale;
  /** How the asker is answered, in their chat's own terms; kept with the job's message. */
  readonly reply?: Json;
  /** More than one becomes a batch: a parent job, and a child for each. */
  readonly jobs: readonly JobRequest[];
  /** Decides about what the jobs reserve; null where nothing is reserved. */
  readonly admission: Admission | null;
  /** How many unfinished jobs the one who asks may have, with these. */
  readonly mostJobs: number;
}

export type StartResult =
  | { readonly kind: 'started'; readonly job: Job }
  /** The same act was started before: its job. */
  | { readonly kind: 'repeated'; readonly job: Job }
  | Refused;

/** How a job ended. */
export interface JobEnd {
  readonly state: Extract<JobState, 'done' | 'failed' | 'cancelled'>;
  readonly error: ErrorRecord | null;
  readonly result: Json;
  /** What it had begun has been put back; its steps say so. */
  readonly undone?: boolean;
}

/** How many steps of a kind may run at once over all processes. */
export type SlotLimits = Readonly<Record<Slot, number>>;

/** What a step takes of the host while it runs. */
export type Slot = 'download' | 'disk' | 'start';

/** Under which conditions a step may begin. */
export interface StepTerms {
  /** What it takes of the host, and how many may have that at once over all processes. */
  readonly slot: { readonly kind: Slot; readonly limit: number } | null;
  /** The job can no longer be cancelled: begin whoever wants it cancelled. */
  readonly evenIfCancelled: boolean;
  /** From this beginning on a cancellation comes too late, so that it must not be lost with the host's power. */
  readonly irrevocable: boolean;
}

export type StepBeginning = 'begun' | 'full' | 'cancelled';

/**
 * The jobs of an installation, shared by every process of it. Each method is one whole transaction, so that a
 * database on another host can serve the same port.
 */
export interface JobStore {
  /** Asks whether it is admitted, reserves, and stores the jobs: all or nothing. */
  start(request: StartRequest): Promise<StartResult>;
  get(id: string): Promise<Job | null>;
  children(parentId: string): Promise<readonly Job[]>;
  /** Newest first; `unfinishedOnly` for those that still run or wait. Children are not listed. */
  list(options: {
    readonly limit: number;
    /** Of these accounts alone. */
    readonly actorIds?: readonly string[];
    readonly unfinishedOnly?: boolean;
  }): Promise<readonly Job[]>;
  /** Names that unfinished jobs hold for machines to be. */
  reservedNames(): Promise<ReadonlySet<string>>;
  /** Unfinished jobs of a machine, oldest first, and those that ended after `endedAfter`. */
  ofVm(vm: string, endedAfter: Date): Promise<readonly Job[]>;
  /**
   * Gives this worker jobs to run: its own (started by it) and those of dead workers, whose machine has no older
   * unfinished job. Marks them running. A batch is never claimed: it ends with its last child.
   */
  claim(worker: string, limit: number): Promise<readonly Job[]>;
  /** The jobs that this worker runs, and who wants them cancelled. */
  held(worker: string): Promise<readonly Pick<Job, 'id' | 'cancelledBy'>[]>;
  /**
   * Stores that a step begins, and takes its slot with it: `full` where none is free, `cancelled` where somebody
   * wants the job cancelled; neither changes anything. The slot is given back with the step's, the job's or the
   * worker's end.
   * @throws JobLostError, as all that follow, if this worker no longer holds the job
   */
  beginStep(jobId: string, worker: string, step: string, terms: StepTerms): Promise<StepBeginning>;
  /** Stores what an unfinished step is at; a step that has ended is left alone. May be lost with the host's power. */
  noteStep(
    jobId: string,
    worker: string,
    step: string,
    note: Words | undefined,
    fraction?: number,
  ): Promise<void>;
  /** Stores that a step is done, and what there is to say about it. */
  endStep(jobId: string, worker: string, step: string, note: Words | undefined): Promise<void>;
  /**
   * Stores that a job will not succeed and what it will end as; from then on whoever runs it only puts things back.
   * @param failedStep the step that went wrong, if one did
   * @returns what was stored first: a job that fails while it is cancelled ends as one of both
   */
  giveUp(jobId: string, worker: string, ending: JobEnding, failedStep: string | null): Promise<JobEnding>;
  /** Stores the end, gives the reservation back (once), and ends the batch with its last child. */
  finish(jobId: string, worker: string, end: JobEnd): Promise<void>;
  /** Lets go of a job that this worker will not end, so that another can take it up. A job that is lost is let be. */
  release(jobId: string, worker: string): Promise<void>;
  /**
   * Marks a job and its children to be cancelled; children nobody has claimed are cancelled at once.
   * @returns the job, or null if there is none; a finished one is left alone
   */
  cancel(jobId: string, actorId: string): Promise<Job | null>;
}

/** The processes of an installation that run jobs. */
export interface WorkerStore {
  /** Registers this process and says who it is, so that others can tell whether it lives. */
  enter(): Promise<string>;
  /** Says that this worker lives. @returns false if it was declared dead meanwhile, and must stop its jobs */
  beat(worker: string): Promise<boolean>;
  /** Declares dead workers dead, and frees their jobs to be claimed. @returns how many jobs were freed */
  bury(): Promise<number>;
  leave(worker: string): Promise<void>;
}

/**
 * Rings in every process when anything in the store changed, so that nobody has to poll.
 * The listener is called soon after a change, by whichever process; several changes may ring once.
 */
export interface Doorbell {
  ring(): void;
  listen(listener: () => void): () => void;
}
