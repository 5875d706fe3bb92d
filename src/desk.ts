import type { Actor } from './access/actor.ts';
import type { Received } from './command/answer.ts';
import type { Completion } from './command/complete.ts';
import type { Invocation } from './command/invocation.ts';
import type { ResultData } from './command/result-data.ts';
import type { ErrorRecord } from './errors.ts';
import type { Job } from './job/job.ts';
import type { JobMessage } from './job/store.ts';
import type { Place } from './place.ts';
import type { Locale } from './text.ts';
import type { View } from './view/view.ts';
import type { VmChange } from './vm/hypervisor.ts';

/** A job's one message at one moment. */
export interface JobSight {
  readonly job: Job;
  readonly view: View;
  readonly finished: boolean;
  /** How it ended, once it has. */
  readonly error: ErrorRecord | null;
  readonly data: ResultData;
}

/** A change of state that nobody here asked for. */
export interface Notice {
  readonly change: VmChange;
  readonly view: View;
}

/** Everything that a chat may ask of labvm. A chat knows this and the views, and nothing behind them. */
export interface Desk {
  receive(invocation: Invocation): Promise<Received>;
  complete(line: string, actor: Actor, place: Place, locale: Locale): Promise<Completion>;
  /** The job's message as it changes, from now to its end; whichever process runs the job. */
  follow(jobId: string, signal: AbortSignal): AsyncIterable<JobSight>;
  /** Messages of this chat whose newest state nobody has shown and nobody alive is showing. */
  unshown(chat: string): Promise<readonly JobMessage[]>;
  /** Notes what of a job has been shown, and under which name the chat keeps the message. */
  shown(jobId: string, revision: number, ref: string | null): Promise<void>;
  /** Hears of changes that nobody here asked for. @returns stops it */
  onNotice(listener: (notice: Notice) => void): () => void;
}
