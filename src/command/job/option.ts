import type { Capability } from '../../access/capability.ts';
import { UserError } from '../../base/errors.ts';
import type { Job } from '../../job/job.ts';
import type { OptionKind } from '../option.ts';
import { jobsAhead } from './ahead.ts';
import { unknownJob } from './cancel.ts';

const PATTERN = /^[A-Za-z0-9-]{1,40}$/;
const MANY = 25;

/** A job that the asker may do this to. One they may not even see is one that does not exist. */
export function job({ needs }: { needs: Capability }): OptionKind<string, Job> {
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
      if (!found || !context.reaches('job:read', found.actorId)) throw unknownJob(id);
      if (context.reaches(needs, found.actorId)) return found;
      const ahead = needs === 'job:cancel' ? await jobsAhead(context) : [];
      if (!ahead.some((one) => one.id === found.id)) throw notYours(found);
      return found;
    },
    async complete(prefix, context) {
      const own = context.reachOf(needs) === 'any' ? {} : { actorIds: context.accounts };
      const jobs = await context.jobs.list({ limit: MANY, unfinishedOnly: true, ...own });
      const ahead =
        needs === 'job:cancel' && context.reachOf(needs) === 'own' ? await jobsAhead(context) : [];
      return [...jobs, ...ahead]
        .filter(({ id }) => id.startsWith(prefix))
        .map(({ id, kind, vm }) => ({ value: id, label: `${kind} ${vm ?? ''}`.trim() }));
    },
  };
}

function notYours({ id, actorId }: Job): UserError {
  return new UserError(
    'not-allowed',
    {
      en: `Job ${id} was requested by ${actorId}. You can see it, but not change it.`,
      es: `El trabajo ${id} lo pidió ${actorId}. Puede verlo, pero no cambiarlo.`,
    },
    { en: 'Ask that person or an administrator.', es: 'Pídaselo a esa persona o a un administrador.' },
  );
}
