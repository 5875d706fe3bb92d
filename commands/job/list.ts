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
    en: 'List the jobs that run or wait, newest first',
    es: 'Listar los trabajos en curso o en espera',
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
                  en: 'Nothing is running. Finished ones: /job list --all',
                  es: 'No hay nada en curso. Los terminados: /job list --all',
                },
          },
          ...ahead.map(({ id, actorId }) => ({
            kind: 'text' as const,
            text: {
              en: `A job of yours waits for the download of ${id}, which ${actorId} asked for. To end that one: /job cancel ${id}`,
              es: `Un trabajo suyo espera a la descarga de ${id}, que pidió ${actorId}. Para terminarla: /job cancel ${id}`,
            },
          })),
        ],
      }),
    };
  },
});
