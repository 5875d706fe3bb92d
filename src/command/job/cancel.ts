import { UserError } from '../../base/errors.ts';
import type { Job } from '../../job/job.ts';
import { jobData } from '../../job/job-data.ts';
import { view } from '../../view/view.ts';
import type { Act } from '../act.ts';

/** Has a job cancelled, whichever process runs it; null: there is none. */
export interface CancelTools {
  readonly cancelJob: (jobId: string, actorId: string) => Promise<Job | null>;
}

/** Asks for a job to be cancelled; whoever runs it puts back what it has done. */
export const cancelJob: Act<string, CancelTools> = {
  async carryOut(jobId, context) {
    const job = await context.cancelJob(jobId, context.actor.id);
    if (!job) throw unknownJob(jobId);
    const text = {
      en: 'The job is being cancelled; what it has done will be undone.',
      es: 'El trabajo se está cancelando; lo hecho se deshará.',
    };
    return { view: view({ parts: [{ kind: 'text', text }] }), data: { job: jobData(job) } };
  },
};

/** There is none, or none that the asker may know of. */
export function unknownJob(id: string): UserError {
  return new UserError(
    'not-found',
    { en: `There is no job ${id}.`, es: `No hay ningún trabajo ${id}.` },
    { en: 'See which jobs there are: /job list', es: 'Vea qué trabajos hay: /job list' },
  );
}
