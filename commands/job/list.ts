import { ageOf } from '../../src/base/age.ts';
import type { Text, Words } from '../../src/base/text.ts';
import { command } from '../../src/command/command.ts';
import type { CommandContext } from '../../src/command/context.ts';
import { type JobReads, jobsAhead } from '../../src/command/job/ahead.ts';
import { whatOf } from '../../src/command/job/option.ts';
import { flag } from '../../src/command/kind/flag.ts';
import { named } from '../../src/command/option.ts';
import type { Job } from '../../src/job/job.ts';
import { jobData } from '../../src/job/job-data.ts';
import { STATE_WORDS } from '../../src/job/message.ts';
import { type Part, view } from '../../src/view/view.ts';
import { jobGroup } from './group.ts';

const MANY = 20;

export const list = command({
  path: ['job', 'list'],
  alias: { es: ['listar', 'lista'] },
  within: jobGroup,
  summary: {
    en: 'List running and waiting jobs, newest first',
    es: 'Listar los trabajos en curso o en espera, los más recientes primero',
  },
  examples: ['/job list', '/job list --all'],
  needs: 'job:read',
  answer: 'private',
  options: {
    all: named(flag(), { en: 'Finished ones too', es: 'También los terminados', alias: { es: ['todos'] } }),
  },
  async run({ all }, context: CommandContext & JobReads) {
    const own = context.reachOf('job:read') === 'any' ? {} : { actorIds: context.accounts };
    const [jobs, ahead] = await Promise.all([
      context.jobs.list({ limit: MANY, unfinishedOnly: !all, ...own }),
      jobsAhead(context),
    ]);
    const rows = await Promise.all(jobs.map((job) => rowOf(job, context)));
    return {
      kind: 'say',
      data: { jobs: jobs.map(jobData) },
      view: view({
        parts: [
          {
            kind: 'table',
            columns: [
              { label: { en: 'Job', es: 'Trabajo' }, whole: true },
              { label: { en: 'What', es: 'Qué' } },
              { label: { en: 'State', es: 'Estado' } },
              { label: { en: 'Age', es: 'Edad' }, whole: true },
              { label: { en: 'Asked by', es: 'Pedido por' } },
            ],
            rows,
            empty: all ? NONE_YET : NONE_NOW,
          },
          ...ahead.map(aheadPart),
        ],
      }),
    };
  },
});

const NONE_YET: Text = { en: 'There have been no jobs yet.', es: 'Aún no ha habido trabajos.' };
const NONE_NOW: Text = {
  en: 'Nothing is running. To see finished jobs: /job list --all',
  es: 'No hay nada en curso. Para ver los terminados: /job list --all',
};

async function rowOf(job: Job, context: CommandContext & JobReads): Promise<readonly Words[]> {
  const age = ageOf(context.now.getTime() - job.createdAt.getTime());
  return [job.id, await whatOf(job, context), STATE_WORDS[job.state], age, job.actorId];
}

function aheadPart({ id, actorId }: Job): Part {
  return {
    kind: 'text',
    text: {
      en: `One of your jobs is waiting for the download of ${id}, which ${actorId} asked for. To stop that download: /job cancel ${id}`,
      es: `Uno de sus trabajos espera la descarga de ${id}, que pidió ${actorId}. Para detener esa descarga: /job cancel ${id}`,
    },
  };
}
