import { expect, test } from 'vitest';
import { batchEnd } from '../../../src/job/batch.ts';
import type { Job } from '../../../src/job/job.ts';

type Child = Pick<Job, 'state' | 'error'>;
const done: Child = { state: 'done', error: null };
const cancelled: Child = { state: 'cancelled', error: null };
const failed = (code: 'failed' | 'no-capacity'): Child => ({
  state: 'failed',
  error: { code, text: { en: `It ${code}.`, es: `Ha ${code}.` }, hint: { en: 'Do.', es: 'Haga.' } },
});

test('a batch is done when all are', () => {
  expect(batchEnd([done, done])).toEqual({ state: 'done', error: null, result: null });
});

test('a failure weighs more than a cancellation, and that more than a success', () => {
  expect(batchEnd([done, cancelled, failed('failed')]).state).toBe('failed');
  expect(batchEnd([done, cancelled])).toMatchObject({
    state: 'cancelled',
    error: { code: 'cancelled', text: { en: '1 of 2 were cancelled.' } },
  });
});

test('failures of one kind keep their code, others become a plain failure', () => {
  expect(batchEnd([failed('no-capacity'), failed('no-capacity'), done]).error).toEqual({
    code: 'no-capacity',
    text: {
      en: '2 of 3 failed. The first: It no-capacity.',
      es: 'Han fallado 2 de 3. El primer caso: Ha no-capacity.',
    },
    hint: { en: 'Do.', es: 'Haga.' },
  });
  expect(batchEnd([failed('no-capacity'), failed('failed')]).error?.code).toBe('failed');
});
