import type { Limits } from '../access/limits.ts';
import { UserError } from '../base/errors.ts';
import type { Text } from '../base/text.ts';
import { shortageError } from '../host/room-words.ts';
import type { Refusal } from '../job/store.ts';

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

/** Why a start was refused: the number that is short, what was asked, and what would fit. */
export function refusalError(refusal: Refusal): UserError {
  switch (refusal.kind) {
    case 'too-many-jobs':
      return tooManyJobs(refusal);
    case 'name-taken':
      return nameTaken(refusal.name);
    case 'over-limit':
      return overLimit(refusal);
    case 'host-full':
      return hostFull(refusal);
  }
}

function tooManyJobs({ asked, unfinished, most }: Extract<Refusal, { kind: 'too-many-jobs' }>): UserError {
  const jobs: Text = asked === 1 ? { en: 'job', es: 'trabajo' } : { en: 'jobs', es: 'trabajos' };
  return new UserError(
    'over-limit',
    {
      en: `This is ${asked} ${jobs.en} more; ${unfinished} of yours run or wait, and ${most} at once is the limit.`,
      es: `Esto es ${asked} ${jobs.es} más; tiene ${unfinished} en curso o en espera, y el límite es de ${most} a la vez.`,
    },
    {
      en: 'There is room again as they end, or cancel one: /job list',
      es: 'Volverá a haber sitio según terminen; o cancele uno: /job list',
    },
  );
}

function nameTaken(name: string): UserError {
  return new UserError(
    'exists',
    {
      en: `There is a machine called ${name} already, or one is being made.`,
      es: `Ya hay una máquina llamada ${name}, o se está creando.`,
    },
    {
      en: 'Choose another name, or leave it out and labvm finds one.',
      es: 'Elija otro nombre, o no ponga ninguno y labvm lo elige.',
    },
    { option: 'name' },
  );
}

function overLimit({ limit, asked, used, max }: Extract<Refusal, { kind: 'over-limit' }>): UserError {
  const what = WHAT[limit](asked);
  const left = Math.max(0, max - used);
  return new UserError(
    'over-limit',
    {
      en: `This takes ${asked} ${what.en}; ${used} of ${max} are in use, so ${left} would fit.`,
      es: `Esto requiere ${asked} ${what.es}; hay ${used} de ${max} en uso, así que caben ${left}.`,
    },
    {
      en: 'Ask for less, or stop or delete a machine: /vm list',
      es: 'Pida menos, o apague o borre una máquina: /vm list',
    },
  );
}

function hostFull({ what, asked, free, figures }: Extract<Refusal, { kind: 'host-full' }>): UserError {
  if (what !== 'addresses') return shortageError({ what, asked, free, ...(figures ? { figures } : {}) });
  const unit: Text =
    asked === 1
      ? { en: 'address on the network', es: 'dirección en la red' }
      : { en: 'addresses on the network', es: 'direcciones en la red' };
  return new UserError(
    'no-capacity',
    {
      en: `The host cannot give that: this takes ${asked} ${unit.en}, and ${free} are left.`,
      es: `El anfitrión no puede darlo: esto requiere ${asked} ${unit.es} y quedan ${free}.`,
    },
    {
      en: 'Ask for less, or stop machines that nobody needs. See: /host status',
      es: 'Pida menos, o apague máquinas que nadie necesite. Vea: /host status',
    },
  );
}
