import { afterEach, expect, it } from 'vitest';
import { deleteMachines } from './support/clean.ts';
import { leftOvers, NOTHING } from './support/host.ts';
import { json, succeed } from './support/labvm.ts';

afterEach(deleteMachines);

it('two processes find different names for what was left to them', async () => {
  const answers = await Promise.all([succeed('/vm create tiny'), succeed('/vm create tiny')]);
  expect(answers.map(({ vm }) => vm?.name).sort()).toEqual(['tiny-1', 'tiny-2']);
});

it('two processes run what both want of one machine one after the other', async () => {
  await succeed('/vm create tiny mine');
  const answers = await Promise.all([json('/vm restart mine'), json('/vm delete mine --yes')]);
  expect(answers.some(({ ok, command }) => ok && command === 'vm delete')).toBe(true);
  expect(await leftOvers()).toEqual(NOTHING);
});
