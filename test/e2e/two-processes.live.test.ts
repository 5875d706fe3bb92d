import { afterEach, expect, it } from 'vitest';
import { deleteMachines } from './support/clean.ts';
import { leftOvers } from './support/host.ts';
import { json } from './support/labvm.ts';

afterEach(deleteMachines);

it('two processes that want one name: one gets it', async () => {
  const answers = await Promise.all([json('/vm create tiny mine'), json('/vm create tiny mine')]);
  expect(answers.map(({ ok }) => ok).sort()).toEqual([false, true]);
  expect(answers.find(({ ok }) => !ok)?.error?.code).toBe('exists');
  expect((await leftOvers()).domains).toEqual(['mine']);
});
