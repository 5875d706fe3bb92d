import type { Actor } from '../access/actor.ts';
import type { ErrorRecord } from '../base/errors.ts';
import type { Place } from '../base/place.ts';
import type { Locale } from '../base/text.ts';
import type { Received } from '../command/answer.ts';
import type { OpenRequest } from '../command/audit/audit.ts';
import type { Completion } from '../command/complete.ts';
import type { Invocation } from '../command/invocation.ts';
import type { ResultData } from '../command/result-data.ts';
import type { Job } from '../job/job.ts';
import type { View } from '../view/view.ts';
import type { OutDraft, OutMessage } from './outbox/store.ts';

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
  /** Whose: the name of a machine, under whose newest card it is said. */
  readonly subject: string;
  /** What changed into what: the same change is told once. */
  readonly topic: string;
  readonly view: View;
}

/**
 * For a chat whose messages outlive this process. What it owes and what it was asked is stored, and taken up by the
 * next process if this one dies.
 */
export interface Mail {
  /** Requests with a `reply` that a dead process left unanswered; they are this process's now. */
  takeOpen(chat: string): Promise<readonly LeftRequest[]>;
  /** A request has its answer, or a stored message that will bring it. */
  answered(invocationId: string): Promise<void>;
  /** Stores a message to be posted. @returns null where another process tells the same */
  add(draft: OutDraft): Promise<OutMessage | null>;
  /** A message that this process is to show; null where another one that lives shows it. */
  take(id: string): Promise<OutMessage | null>;
  /** Messages that a dead process left unshown; they are this process's now. */
  takeLeft(chat: string): Promise<readonly OutMessage[]>;
  /** Stores that a message is about to be posted. */
  attempted(id: string, at: Date): Promise<void>;
  /** The newest message that ended as this machine's card. */
  cardOf(chat: string, vm: string): Promise<OutMessage | null>;
  /** Calls when something in the store has changed, such as a process that died. @returns stops it */
  onChange(listener: () => void): () => void;
}

/** A request that was recorded and not answered. */
export interface LeftRequest {
  readonly request: OpenRequest;
  readonly received: Received;
}

/** Everything that a chat may ask of labvm. A chat knows this and the views, and nothing behind them. */
export interface Desk {
  receive(invocation: Invocation): Promise<Received>;
  complete(line: string, actor: Actor, place: Place, locale: Locale): Promise<Completion>;
  /** The job's message as it changes, from now to its end; whichever process runs the job. */
  follow(jobId: string, signal: AbortSignal): AsyncIterable<JobSight>;
  /** Jobs' messages of this chat whose newest state nobody has shown and nobody alive is showing. */
  unshown(chat: string): Promise<readonly OutMessage[]>;
  /** Notes what of a message has been shown, and under which name the chat keeps it. */
  shown(id: string, revision: number, ref: string | null): Promise<void>;
  /** What a chat that keeps its messages owes, and what it was asked and has not answered. */
  readonly mail: Mail;
  /** Hears of changes that nobody here asked for. @returns stops it */
  onNotice(listener: (notice: Notice) => void): () => void;
}
