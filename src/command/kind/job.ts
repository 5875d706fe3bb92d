import { personOf } from '../../access/actor.ts';
import type { Capability } from '../../access/capability.ts';
import { UserError } from '../../errors.ts';
import type { Job } from '../../job/job.ts';
import type { CommandContext } from '../context.ts';
import { jobsAhead } from '../jobs-ahead.ts';
import type { OptionKind } from '../option.ts';

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
      return { ok: false, problem: { en: 'is no id of a job', es: 'no es el identificador de un trabajo' } };
    },
    async resolve(id, context) {
      const found = await context.jobs.get(id);
      if (!found || !reaches(context, 'job:read', found)) throw unknownJob(id);
      if (reaches(context, needs, found)) return found;
      const ahead = needs === 'job:cancel' ? await jobsAhead(context) : [];
      if (!ahead.some((one) => one.id === found.id)) throw notYours(found);
      return found;
    },
    async complete(prefix, context) {
      const own = context.reachOf(needs) === 'any' ? {} : { actorId: context.actor.id };
      const jobs = await context.jobs.list({ limit: MANY, unfinishedOnly: true, ...own });
      const ahead =
        needs === 'job:cancel' && context.reachOf(needs) === 'own' ? await jobsAhead(context) : [];
      return [...jobs, ...ahead]
        .filter(({ id }) => id.startsWith(prefix))
        .map(({ id, kind, vm }) => ({ value: id, label: `${kind} ${vm ?? ''}`.trim() }));
    },
  };
}

function reaches(context: CommandContext, capability: Capability, job: Pick<Job, 'actorId'>): boolean {
  const reach = context.reachOf(capability);
  return reach === 'any' || (reach === 'own' && personOf({ id: job.actorId }) === context.person);
}

function unknownJob(id: string): UserError {
  return new UserError(
    'not-found',
    { en: `There is no job ${id}.`, es: `No hay ningún trabajo ${id}.` },
    { en: 'See which there are: /job list', es: 'Vea cuáles hay: /job list' },
  );
}

function notYours({ id, actorId }: Job): UserError {
  return new UserError(
    'not-allowed',
    {
      en: `Job ${id} was asked for by ${actorId}; you may look at it, but not change it.`,
      es: `El trabajo ${id} lo pidió ${actorId}; puede verlo, pero no cambiarlo.`,
    },
    { en: 'Ask that person or an administrator.', es: 'Pídaselo a esa persona o a un administrador.' },
  );
}
