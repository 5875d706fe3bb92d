import type { ErrorRecord } from '../base/errors.ts';
import type { Json } from '../base/json.ts';
import type { Place } from '../base/place.ts';
import type { Locale, Text, Words } from '../base/text.ts';

export type JobState = 'queued' | 'running' | 'done' | 'failed' | 'cancelled';

/** What a step says it is at, and what of others' it waits for where somebody's right depends on that. */
export type StepNote = Words | (Text & { readonly waitsFor?: 'download' });

/** What a step is at. Stored, so that any process can show it and the next one can go on from it. */
export interface StepRecord {
  readonly name: string;
  readonly state: 'waiting' | 'running' | 'done' | 'failed' | 'undone';
  readonly note?: StepNote;
  readonly fraction?: number;
}

/** What a job will end as, once everything is put back. */
export interface JobEnding {
  readonly state: 'failed' | 'cancelled';
  readonly error: ErrorRecord;
}

/** How what a job does is asked for anew. A type, because it is stored with the job. */
export type Again = {
  /** The line that asks for the same, with `…` for what is written down nowhere. */
  readonly line: string;
  /** It is all of it: nothing in it is a secret, or too long to be kept. */
  readonly isWhole: boolean;
};

/** Work that somebody asked for: data, no code. What its kind does is in `work.ts`. */
export interface Job {
  readonly id: string;
  /** The kind of work, such as `vm.create`; `batch` for a job that only holds others together. */
  readonly kind: string;
  readonly parentId: string | null;
  /** The act that started it; the same act never starts it twice. */
  readonly invocationId: string;
  readonly actorId: string;
  readonly place: Place;
  /** The asker's language: the job's message speaks it to its end. */
  readonly locale: Locale;
  /** The machine it works on, by name; jobs of one machine run one after another, in the order they were asked. */
  readonly vm: string | null;
  readonly input: Json;
  /** Left out of those that a labvm of before stored. */
  readonly again?: Again;
  /** The slot on the network that was reserved for the machine it makes. */
  readonly addressSlot?: number;
  readonly state: JobState;
  readonly steps: readonly StepRecord[];
  /** Who wants it cancelled, by id; null if nobody. */
  readonly cancelledBy: string | null;
  /** null while it goes forward; set from the moment it fails or heeds a cancellation, while things are put back. */
  readonly ending: JobEnding | null;
  readonly error: ErrorRecord | null;
  /** What came of it, such as the machine's card; its shape belongs to the kind. */
  readonly result: Json;
  readonly createdAt: Date;
  readonly startedAt: Date | null;
  readonly finishedAt: Date | null;
  /**
   * It was left unfinished so long ago that it is not taken up again; it may also have ended since, and the database be a
   * copy from before.
   */
  readonly leftAt?: Date;
  /** Grows by one at every change: a message that shows this revision need not be edited. */
  readonly revision: number;
}

/** A job with the jobs it holds together; none for a job that is no batch. */
export interface JobFamily {
  readonly job: Job;
  readonly children: readonly Job[];
}

export function isFinished(job: Pick<Job, 'state'>): boolean {
  return job.state === 'done' || job.state === 'failed' || job.state === 'cancelled';
}
