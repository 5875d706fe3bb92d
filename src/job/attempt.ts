import type { Log } from '../base/log.ts';
import type { Words } from '../base/text.ts';
import type { Cancellation } from './cancellation.ts';
import type { Job } from './job.ts';
import { JobLostError } from './lost.ts';
import { patiently } from './patience.ts';
import { createProgress } from './progress.ts';
import type { JobStore } from './store.ts';
import type { JobTools } from './work.ts';

/** What the code of a work is given to work with. */
export interface AttemptPorts {
  readonly jobs: Pick<JobStore, 'noteStep'>;
  /** What the domains' works need of the world. */
  readonly tools: object;
  readonly log: Log;
}

export type Outcome<T> = { readonly value: T } | { readonly error: unknown };

/** One call of a work's own code. */
export interface Attempt<T> {
  /** The step that its progress is shown at; null for none. */
  readonly step: string | null;
  readonly signal: AbortSignal;
  /** How long an unreachable or busy host is waited for, in milliseconds. */
  readonly patienceMs: number;
  call(tools: JobTools): Promise<T>;
}

/** Calls a work's code for one job, as this worker. */
export interface Caller {
  /**
   * @returns what came of it, also when it failed or was cancelled
   * @throws when the run must end, see `Cancellation.whole`
   */
  attempt<T>(options: Attempt<T>): Promise<Outcome<T>>;
  /** Stores what a step is at, without waiting for it. */
  note(step: string, words: Words | undefined, fraction?: number): void;
}

export function createCaller(
  job: Job,
  worker: string,
  cancellation: Cancellation,
  ports: AttemptPorts,
): Caller {
  function note(step: string, words: Words | undefined, fraction?: number): void {
    ports.jobs.noteStep(job.id, worker, step, words, fraction).catch((error: unknown) => {
      if (error instanceof JobLostError) cancellation.halt('lost');
      else ports.log.warn({ err: error, job: job.id }, 'progress could not be stored');
    });
  }

  return {
    note,
    async attempt({ step, signal, patienceMs, call }) {
      const progress = createProgress((words, fraction) => {
        if (step !== null) note(step, words, fraction);
      });
      const tools = { ...ports.tools, job, signal, progress: progress.say };
      try {
        return {
          value: await patiently(() => call(tools), {
            ...{ patienceMs, signal, onPause: progress.pause, onTry: progress.resume },
          }),
        };
      } catch (error) {
        if (cancellation.whole.aborted) throw error;
        return { error };
      } finally {
        progress.stop();
      }
    },
  };
}
