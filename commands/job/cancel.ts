import { doing } from '../../src/command/act.ts';
import { command } from '../../src/command/command.ts';
import { cancelJob } from '../../src/command/job/cancel.ts';
import { job } from '../../src/command/job/option.ts';
import { positional } from '../../src/command/option.ts';
import { isFinished } from '../../src/job/job.ts';
import { jobData } from '../../src/job/job-data.ts';
import { STATE_WORDS } from '../../src/job/message.ts';
import { view } from '../../src/view/view.ts';
import { jobGroup } from './group.ts';

export const cancel = command({
  path: ['job', 'cancel'],
  alias: { es: ['cancelar'] },
  within: jobGroup,
  summary: {
    en: 'Cancel a job and undo what it has done',
    es: 'Cancelar un trabajo y deshacer lo hecho',
  },
  examples: ['/job cancel 7f3k'],
  needs: 'job:cancel',
  answer: 'private',
  options: {
    job: positional(job({ needs: 'job:cancel' }), {
      en: 'The job; see /job list',
      es: 'El trabajo; vea /job list',
      form: { label: { en: 'Job', es: 'Trabajo' } },
      alias: { es: ['trabajo'] },
    }),
  },
  run({ job: wanted }) {
    if (!isFinished(wanted)) return doing(cancelJob, wanted.id);
    const state = STATE_WORDS[wanted.state];
    const text = {
      en: `Job ${wanted.id} has already ended (${state.en}), so there is nothing to cancel.`,
      es: `El trabajo ${wanted.id} ya ha terminado (${state.es}), así que no hay nada que cancelar.`,
    };
    return { kind: 'say', data: { job: jobData(wanted) }, view: view({ parts: [{ kind: 'text', text }] }) };
  },
});
