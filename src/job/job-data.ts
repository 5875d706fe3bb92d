import type { Job, JobState } from './job.ts';

/** A job as `--json` writes it. Stable: see docs/json.md. */
export interface JobData {
  readonly id: string;
  readonly kind: string;
  /** The machine it works on; null for a batch. */
  readonly vm: string | null;
  readonly state: JobState;
  readonly actor: string;
  readonly createdAt: string;
  readonly finishedAt: string | null;
}

/** The part of a job that people and programs are shown. */
export function jobData(job: Job): JobData {
  return {
    id: job.id,
    kind: job.kind,
    vm: job.vm,
    state: job.state,
    actor: job.actorId,
    createdAt: job.createdAt.toISOString(),
    finishedAt: job.finishedAt?.toISOString() ?? null,
  };
}
