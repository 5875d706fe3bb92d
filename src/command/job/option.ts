import type { Capability } from '../../access/capability.ts';
import { UserError } from '../../base/errors.ts';
import { say, type Text, type Words } from '../../base/text.ts';
import { BATCH } from '../../job/batch.ts';
import type { Job } from '../../job/job.ts';
import { jobWhat } from '../../job/title.ts';
import type { CommandContext } from '../context.ts';
import type { OptionKind } from '../option.ts';
import { type JobReads, jobsAhead } from './ahead.ts';
import { unknownJob } from './cancel.ts';

const PATTERN = /^[A-Za-z0-9-]{1,40}$/;
const MANY = 25;

/** A job that the asker may do this to. One they may not even see is one that does not exist. */
export function job({ needs }: { needs: Capability }): OptionKind<string, Job, JobReads> {
  return {
    placeholder: 'job',
    example: '7f3k',
    type: 'string',
    parse(word) {
      if (PATTERN.test(word)) return { ok: true, value: word };
      return { ok: false, problem: { en: 'is not a job ID', es: 'no es el identificador de un trabajo' } };
    },
    async resolve(id, context) {
      const found = await context.jobs.get(id);
      if (!found || !context.knowsOf('job:read', found.actorId)) throw unknownJob(id);
      if (context.reaches(needs, found.actorId)) return found;
      const ahead = needs === 'job:cancel' ? await jobsAhead(context) : [];
      if (!ahead.some((one) => one.id === found.id))
        throw context.reaches('job:read', found.actorId) ? notYours(found) : notTheirs();
      return found;
    },
    async complete(prefix, context) {
      const own = context.reachOf(needs) === 'any' ? {} : { actorIds: context.accounts };
      const jobs = await context.jobs.list({ limit: MANY, unfinishedOnly: true, ...own });
      const ahead =
        needs === 'job:cancel' && context.reachOf(needs) === 'own' ? await jobsAhead(context) : [];
      const found = [...jobs, ...ahead].filter(({ id }) => id.startsWith(prefix));
      return Promise.all(
        found.map(async (one) => ({ value: one.id, label: say(await whatOf(one, context), context.locale) })),
      );
    },
  };
}

/** What a job was asked to do, in words. */
export async function whatOf(
  job: Job,
  { jobs, works }: Pick<CommandContext, 'jobs'> & JobReads,
): Promise<Words> {
  return jobWhat(job, job.kind === BATCH ? await jobs.children(job.id) : [], { works });
}

const ASK_THEM: Text = {
  en: 'Ask that person or an administrator.',
  es: 'Pídaselo a esa persona o a un administrador.',
};

function notTheirs(): UserError {
  const text = { en: 'Somebody else asked for this job.', es: 'Este trabajo lo pidió otra persona.' };
  return new UserError('not-allowed', text, ASK_THEM);
}

function notYours({ actorId }: Job): UserError {
  return new UserError(
    'not-allowed',
    {
      en: `This job was asked for by ${actorId}; you may look at it, but not change it.`,
      es: `Este trabajo lo pidió ${actorId}; puede verlo, pero no cambiarlo.`,
    },
    ASK_THEM,
  );
}
