import { command } from '../../src/command/command.ts';
import { jobsAhead } from '../../src/command/job/ahead.ts';
import { flag } from '../../src/command/kind/flag.ts';
import { named } from '../../src/command/option.ts';
import { jobData } from '../../src/job/job-data.ts';
import { STATE_WORDS } from '../../src/job/message.ts';
import { view } from '../../src/view/view.ts';
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
  async run({ all }, context) {
    const own = context.reachOf('job:read') === 'any' ? {} : { actorIds: context.accounts };
    const [jobs, ahead] = await Promise.all([
      context.jobs.list({ limit: MANY, unfinishedOnly: !all, ...own }),
      jobsAhead(context),
    ]);
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
              { label: { en: 'Machine', es: 'Máquina' }, whole: true },
              { label: { en: 'State', es: 'Estado' } },
              { label: { en: 'Asked by', es: 'Pedido por' } },
            ],
            rows: jobs.map((job) => [job.id, job.kind, job.vm ?? '—', STATE_WORDS[job.state], job.actorId]),
            empty: all
              ? { en: 'There have been no jobs yet.', es: 'Aún no ha habido trabajos.' }
              : {
                  en: 'Nothing is running. To see finished jobs: /job list --all',
                  es: 'No hay nada en curso. Para ver los terminados: /job list --all',
                },
          },
          ...ahead.map(({ id, actorId }) => ({
            kind: 'text' as const,
            text: {
              en: `One of your jobs is waiting for the download of ${id}, which ${actorId} asked for. To stop that download: /job cancel ${id}`,
              es: `Uno de sus trabajos espera la descarga de ${id}, que pidió ${actorId}. Para detener esa descarga: /job cancel ${id}`,
            },
          })),
        ],
      }),
    };
  },
});
