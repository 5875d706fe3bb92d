import { expect, test } from 'vitest';
import { createAccess, LOCAL_ACTOR_ID } from '../../../src/access/authorise.ts';
import { createLimiter } from '../../../src/access/limiter.ts';
import { createPersonLimits } from '../../../src/access/person-limits.ts';
import { RATES, REPEATED } from '../../../src/access/rates.ts';
import { LIMITS, ROLES } from '../../../src/access/role.ts';
import { tooManyTries } from '../../../src/access/too-often.ts';
import { RIGHTS } from '../../../src/app.ts';

const START = new Date('2026-09-01T10:00:00Z');

function clockAt(start: Date) {
  let ms = start.getTime();
  return { now: () => new Date(ms), pass: (more: number) => (ms += more) };
}

test('lets so many through in a window that begins with the first, and all of them again after it', () => {
  const clock = clockAt(START);
  const limiter = createLimiter(clock);
  const rate = { most: 3, perMs: 60_000 };
  for (let n = 0; n < 3; n += 1) expect(limiter.take('ana', rate)).toBeNull();
  clock.pass(20_000);
  expect(limiter.take('ana', rate)).toEqual({ rate, freeAt: new Date('2026-09-01T10:01:00Z'), refused: 1 });
  expect(limiter.take('ana', rate)).toMatchObject({ refused: 2 });
  expect(limiter.take('ben', rate)).toBeNull();
  clock.pass(40_000);
  expect(limiter.take('ana', rate)).toBeNull();
});

test('takes several at once or none of them', () => {
  const limiter = createLimiter(clockAt(START));
  const rate = { most: 10, perMs: 1000 };
  expect(limiter.take('keys', rate, 8)).toBeNull();
  expect(limiter.take('keys', rate, 3)).not.toBeNull();
  expect(limiter.take('keys', rate, 2)).toBeNull();
});

test('a clock that is set back locks nobody out', () => {
  const clock = clockAt(START);
  const limiter = createLimiter(clock);
  const rate = { most: 1, perMs: 60_000 };
  limiter.take('ana', rate);
  expect(limiter.take('ana', rate)).not.toBeNull();
  clock.pass(-86_400_000);
  expect(limiter.take('ana', rate)).toBeNull();
});

test('forgets whoever was there first rather than to grow without end', () => {
  const limiter = createLimiter(clockAt(START));
  const rate = { most: 1, perMs: 60_000 };
  limiter.take('first', rate);
  for (let n = 0; n < 20_000; n += 1) limiter.take(`other ${n}`, rate);
  expect(limiter.take('first', rate)).toBeNull();
  expect(limiter.take('other 19999', rate)).not.toBeNull();
});

test.each(REPEATED)('every role has a rate of %s, and one that may do more has no smaller one', (what) => {
  const all = ROLES.map((role) => RATES[role].rates[what].most);
  expect(all).toEqual(all.toSorted((a, b) => a - b));
  expect(Math.max(...all)).toBeLessThan(Number.POSITIVE_INFINITY);
});

test('the jobs that a role may have at once hold every machine that it may have, twice', () => {
  for (const role of ['student', 'teacher'] as const) {
    expect(RATES[role].caps.jobs).toBeGreaterThanOrEqual(2 * LIMITS[role].vms);
  }
});

test('says the limit and when there is room again, in both languages', () => {
  const clock = clockAt(START);
  const access = createAccess({ admins: [], teachers: [], defaultRole: 'student' }, RIGHTS);
  const limits = createPersonLimits({ access, limiter: createLimiter(clock), clock });
  const ana = { id: 'slack:T1:ANA' };
  for (let n = 0; n < 60; n += 1) expect(limits.take(ana, 'request')).toBeNull();
  clock.pass(37_000);
  const { error } = limits.take(ana, 'request') ?? {};
  expect(error?.code).toBe('over-limit');
  expect(error?.text).toEqual({
    en: 'That is too often: the limit is 60 requests per minute.',
    es: 'Demasiado seguido: el límite es de 60 peticiones por minuto.',
  });
  expect(error?.hint?.en).toContain('Try again in 23 s');
  expect(error?.hint?.es).toContain('dentro de 23 s');
  const tries = {
    rate: { most: 30, perMs: 600_000 },
    freeAt: new Date(START.getTime() + 200_000),
    refused: 1,
  };
  expect(tooManyTries(tries, START).text).toEqual({
    en: 'That is too often: the limit is 30 failed attempts from one address every 10 minutes.',
    es: 'Demasiado seguido: el límite es de 30 intentos fallidos desde una dirección cada 10 minutos.',
  });
  expect(tooManyTries(tries, START).hint?.en).toContain('4 min');
});

test('counts by person and by what they do, and lets the person at the host’s keyboard be', () => {
  const clock = clockAt(START);
  const access = createAccess({ admins: [], teachers: [], defaultRole: 'student' }, RIGHTS);
  const limits = createPersonLimits({ access, limiter: createLimiter(clock), clock });
  for (let n = 0; n < 61; n += 1) limits.take({ id: 'ana' }, 'request');
  expect(limits.take({ id: 'ana' }, 'request')?.refused).toBe(2);
  expect(limits.take({ id: 'ana' }, 'picture')).toBeNull();
  expect(limits.take({ id: 'ben' }, 'request')).toBeNull();
  expect(limits.take({ id: LOCAL_ACTOR_ID }, 'request', 1_000_000)).toBeNull();
});
