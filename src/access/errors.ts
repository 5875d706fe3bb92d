import { UserError } from '../base/errors.ts';
import type { Text } from '../base/text.ts';
import type { Limits } from './limits.ts';
import type { OverQuota, TooManyJobs } from './quota.ts';

const WHAT: Readonly<Record<keyof Limits, (count: number) => Text>> = {
  vms: (count) => (count === 1 ? { en: 'machine', es: 'máquina' } : { en: 'machines', es: 'máquinas' }),
  runningVms: (count) =>
    count === 1
      ? { en: 'running machine', es: 'máquina en marcha' }
      : { en: 'running machines', es: 'máquinas en marcha' },
  cpus: (count) =>
    count === 1
      ? { en: 'CPU of running machines', es: 'CPU de máquinas en marcha' }
      : { en: 'CPUs of running machines', es: 'CPU de máquinas en marcha' },
  memoryMiB: () => ({
    en: 'MiB of memory of running machines',
    es: 'MiB de memoria de máquinas en marcha',
  }),
  diskGiB: () => ({ en: 'GiB of disk', es: 'GiB de disco' }),
};

/**
 * Why somebody cannot have more: the number that is short, what was asked, and what would fit.
 * @param hint what makes room for it, in the words of the domain
 */
export function quotaExceeded({ limit, asked, used, max }: OverQuota, hint: Text): UserError {
  const what = WHAT[limit](asked);
  const left = Math.max(0, max - used);
  return new UserError(
    'over-limit',
    {
      en: `This takes ${asked} ${what.en}; ${used} of ${max} are in use, so ${left} would fit.`,
      es: `Esto requiere ${asked} ${what.es}; hay ${used} de ${max} en uso, así que caben ${left}.`,
    },
    hint,
  );
}

/** Why somebody has to wait until jobs of theirs end. */
export function jobsExceeded({ asked, unfinished, most }: TooManyJobs): UserError {
  const jobs: Text = asked === 1 ? { en: 'job', es: 'trabajo' } : { en: 'jobs', es: 'trabajos' };
  return new UserError(
    'over-limit',
    {
      en: `This takes ${asked} more ${jobs.en}; you have ${unfinished} running or waiting, and the limit is ${most} at once.`,
      es: `Esto requiere ${asked} ${jobs.es} más; tiene ${unfinished} en curso o en espera, y el límite es de ${most} a la vez.`,
    },
    {
      en: 'Wait until one ends, or cancel one: /job list',
      es: 'Espere a que termine alguno, o cancele uno: /job list',
    },
  );
}
