import type { Json } from '../base/json.ts';
import type { Text, Words } from '../base/text.ts';
import type { View } from '../view/view.ts';
import type { Job, JobEnding } from './job.ts';
import type { Slot } from './store.ts';

/** What every step is given, beside the tools of its domain. */
export interface JobTools {
  readonly job: Job;
  /** Fires when the job is cancelled, or when this process must let go of it. */
  readonly signal: AbortSignal;
  /** Says what the step is at; shown in the job's message. */
  progress(note: Words, fraction?: number): void;
}

/**
 * One step of some work: can be repeated at any time, since a process may die after it and before its record. `Tools` are
 * what its domain works with.
 */
export interface WorkStep<Input, Tools> {
  readonly name: string;
  readonly label: Text;
  /** What it takes of the host while it runs; nothing if left out. */
  readonly slot?: Slot;
  /** Only watches what goes on without it: a process that ends lets go of it at once, and the next one looks again. */
  readonly onlyWaits?: true;
  /** Cannot be put back: once it has begun, a cancellation comes too late and the job goes on to its end. */
  readonly irrevocable?: true;
  /** Has one of the places for downloads while it goes on: it may be ended by who waits for one (`job:cancel-ahead`). */
  readonly downloads?: true;
  /** @returns what to say about it when it is done */
  run(input: Input, tools: JobTools & Tools): Promise<Words | undefined>;
}

/** A kind of work: what is done, in which order, and how it is undone. Its domain declares it; jobs find it by its kind. */
export interface Work<Input, Tools> {
  readonly kind: string;
  /** What is being done, such as `Creating web1`. */
  title(input: Input): Text;
  /** What was asked for, as it follows “could not”: `create web1`. */
  what(input: Input): Text;
  /** All there can be, in their order; a job has those that it was stored with. */
  readonly steps: readonly WorkStep<Input, Tools>[];
  /** Puts everything back after a failure or a cancellation; can be repeated. Left out where nothing is to undo. */
  undo?(input: Input, tools: JobTools & Tools, ending: JobEnding): Promise<void>;
  /**
   * Looks whether it came true after all, and does nothing: of a job that was left so long ago that it is not taken up
   * again. Where it did not, and only then, `undo` removes what is half made. Left out where nobody can tell.
   * @returns what is kept and shown then, or null
   */
  cameTrue?(input: Input, tools: JobTools & Tools): Promise<Json | null>;
  /** What is kept when all steps are done: a text, or what `shown` shows. */
  result?(input: Input, tools: JobTools & Tools): Promise<Json>;
  /** How a result that is no text is shown. */
  readonly shown?: Shown<Tools>;
  /**
   * Changes of its subject that this work causes itself, in their order, and that are therefore told by its message
   * alone. After its end only the last of them can still arrive; null is its disappearance.
   */
  readonly causes: readonly (string | null)[];
  /** Never there: keeps a work from an app that has not all of its tools. */
  readonly needs?: (tools: Tools) => void;
}

/** Any work, as the engine knows it: what it stored with a job is its input again. */
export type AnyWork = Work<never, never>;

/** How the results of a domain's works are shown once they are done. */
export interface Shown<Tools> {
  view(job: Job, tools: Tools): View;
  /** Of several that were asked for at once, all done: what they made. */
  list?(jobs: readonly Job[], tools: Tools): View;
  /** While several are under way, one column of a table. */
  readonly column: { readonly label: Text; of(job: Job): Words };
  /** What stands beside the words for programs, of one job or of several. */
  data(jobs: readonly Job[], many: boolean): Readonly<Record<string, unknown>>;
}
