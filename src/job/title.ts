import { say, type Text, type Words } from '../base/text.ts';
import { isFinished, type Job, type JobFamily } from './job.ts';
import type { AnyWork } from './work.ts';

/** What tells a job's work: every kind there is. */
export interface Works {
  readonly works: ReadonlyMap<string, AnyWork>;
}

/** What a job's message is headed by: what is being done while it is, what did not come true where it did not. */
export function jobTitle({ job, children }: JobFamily, works: Works): Words {
  const about = children.filter(({ state }) => state === job.state);
  const family = isFinished(job) && about.length > 0 ? about : children;
  const state = job.ending?.state ?? job.state;
  if (job.leftAt && job.state === 'failed') {
    return titled(jobWhat(job, family, works), { en: 'Interrupted:', es: 'Interrumpido:' });
  }
  switch (state) {
    case 'failed':
      return titled(jobWhat(job, family, works), { en: 'Could not', es: 'No se ha podido' });
    case 'cancelled':
      return titled(jobWhat(job, family, works), { en: 'Cancelled:', es: 'Cancelado:' });
    default:
      return several(family, works, titleOf) ?? titleOf(job, works);
  }
}

/** What was asked for, such as `create web1`, or `create class-1 and 9 more`. */
export function jobWhat(job: Job, children: readonly Job[], works: Works): Words {
  return several(children, works, whatOf) ?? whatOf(job, works);
}

function titled(what: Words, before: Text): Text {
  return { en: `${before.en} ${say(what, 'en')}`, es: `${before.es} ${say(what, 'es')}` };
}

/** Of several jobs the first one, and how many there are besides; null where there are none. */
function several(
  jobs: readonly Job[],
  works: Works,
  wordsOf: (job: Job, works: Works) => Words,
): Words | null {
  const [first, ...others] = jobs;
  if (!first) return null;
  const words = wordsOf(first, works);
  if (others.length === 0) return words;
  return {
    en: `${say(words, 'en')} and ${others.length} more`,
    es: `${say(words, 'es')} y ${others.length} más`,
  };
}

/** A kind that this program does not know stands for itself. The input was stored by the same kind that reads it. */
function titleOf(job: Job, { works }: Works): Words {
  return works.get(job.kind)?.title(job.input as never) ?? job.kind;
}

function whatOf(job: Job, { works }: Works): Words {
  return works.get(job.kind)?.what(job.input as never) ?? job.kind;
}
