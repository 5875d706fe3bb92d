import { describe, expect, it, test } from 'vitest';
import { jobsExceeded, quotaExceeded } from '../../../src/access/errors.ts';
import { overQuota, type QuotaQuestion, type Share, tooManyJobs } from '../../../src/access/quota.ts';

const HINT = { en: 'Ask for less: /vm list', es: 'Pida menos: /vm list' };

const UNLIMITED = {
  vms: Infinity,
  runningVms: Infinity,
  cpus: Infinity,
  memoryMiB: Infinity,
  diskGiB: Infinity,
};

const share = (vm: string, more: Partial<Share> = {}): Share => ({
  ...{ owner: 'ana', vm, vms: 1, runningVms: 1, cpus: 1, memoryMiB: 128, diskGiB: 1 },
  ...more,
});

const OFF = { runningVms: 0, cpus: 0, memoryMiB: 0 };
/** A start of a machine that is there. */
const STARTED = { vms: 0, diskGiB: 0 };

function over(
  question: Partial<Omit<QuotaQuestion, 'shown' | 'limits'>> & {
    readonly shown?: readonly Share[];
    readonly limits: Partial<QuotaQuestion['limits']>;
  },
) {
  const { asked = [], reserved = [], shown = [], limits } = question;
  const shownByName = new Map(shown.map((one) => [one.vm, one]));
  return overQuota({ asked, reserved, shown: shownByName, limits: { ...UNLIMITED, ...limits } });
}

describe('a quota', () => {
  it.each([
    ['vms', { vms: 2 }, { limit: 'vms', asked: 1, used: 2, max: 2 }],
    ['runningVms', { runningVms: 2 }, { limit: 'runningVms', asked: 1, used: 2, max: 2 }],
    ['cpus', { cpus: 2 }, { limit: 'cpus', asked: 1, used: 2, max: 2 }],
    ['memoryMiB', { memoryMiB: 300 }, { limit: 'memoryMiB', asked: 128, used: 256, max: 300 }],
    ['diskGiB', { diskGiB: 2 }, { limit: 'diskGiB', asked: 1, used: 2, max: 2 }],
  ])('counts what is shown and what is reserved together: %s', (_what, limits, refusal) => {
    const shown = [share('web')];
    expect(over({ asked: [share('a')], shown, limits })).toBeNull();
    expect(over({ asked: [share('b')], reserved: [share('a')], shown, limits })).toEqual(refusal);
    expect(over({ asked: [share('b', { owner: 'eva' })], reserved: [share('a')], shown, limits })).toBeNull();
  });

  it('counts a machine once that its job has made already', () => {
    const [reserved, limits] = [[share('web'), share('b')], { vms: 2, runningVms: 2, diskGiB: 2 }];
    expect(
      over({ asked: [share('b')], reserved: [share('web')], shown: [share('web', OFF)], limits }),
    ).toBeNull();
    expect(over({ asked: [share('c')], reserved, shown: [share('web', OFF)], limits })).toMatchObject({
      limit: 'vms',
      used: 2,
    });
  });

  it('takes several starts of one machine as one, and of each what the machine lacks', () => {
    const shown = [share('web', OFF)];
    const limits = { vms: 1, runningVms: 1 };
    const asked = [share('web', STARTED)];
    expect(over({ asked, shown, limits })).toBeNull();
    expect(over({ asked, reserved: asked, shown, limits })).toBeNull();
    expect(over({ asked: [share('b', { vms: 0 })], reserved: asked, shown, limits })).toEqual({
      limit: 'runningVms',
      asked: 1,
      used: 1,
      max: 1,
    });
  });

  it('never refuses what asks for no more of what somebody holds too much of', () => {
    const shown = [share('web', { ...OFF, diskGiB: 50 })];
    expect(over({ asked: [share('web', STARTED)], shown, limits: { diskGiB: 10 } })).toBeNull();
  });

  it('counts a batch whole', () => {
    const asked = ['a', 'b', 'c'].map((name) => share(name));
    expect(over({ asked, limits: { vms: 2 } })).toEqual({ limit: 'vms', asked: 3, used: 0, max: 2 });
    expect(over({ asked: asked.slice(1), limits: { vms: 2 } })).toBeNull();
  });

  it('counts nothing of a machine of the same name that is somebody else’s', () => {
    const shown = [share('web', { owner: 'eva' })];
    expect(over({ asked: [share('web')], shown, limits: { vms: 0 } })).toMatchObject({ asked: 1, used: 0 });
  });
});

test.each([
  [{ asked: 1, unfinished: 4, most: 5 }, true],
  [{ asked: 2, unfinished: 4, most: 5 }, false],
  [{ asked: 1, unfinished: 9, most: 5 }, false],
])('jobs at once: %j', (question, fits) => {
  expect(tooManyJobs(question)).toEqual(fits ? null : question);
});

describe('what people are told', () => {
  it('is the number that is short, what was asked and what would fit', () => {
    const error = quotaExceeded({ limit: 'memoryMiB', asked: 512, used: 3840, max: 4096 }, HINT);
    expect(error.code).toBe('over-limit');
    expect(error.text).toEqual({
      en: 'This takes 512 MiB of memory of running machines; 3840 of 4096 are in use, so 256 would fit.',
      es: 'Esto requiere 512 MiB de memoria de máquinas en marcha; hay 3840 de 4096 en uso, así que caben 256.',
    });
    expect(error.hint?.en).toContain('/vm list');
  });

  it('offers nothing where somebody is over their limit already', () => {
    expect(quotaExceeded({ limit: 'vms', asked: 1, used: 9, max: 4 }, HINT).text.en).toContain(
      'so 0 would fit',
    );
  });

  it('is how many jobs run or wait', () => {
    expect(jobsExceeded({ asked: 2, unfinished: 5, most: 5 }).text).toEqual({
      en: 'This takes 2 more jobs; you have 5 running or waiting, and the limit is 5 at once.',
      es: 'Esto requiere 2 trabajos más; tiene 5 en curso o en espera, y el límite es de 5 a la vez.',
    });
  });
});
