import { afterEach, describe, expect, it } from 'vitest';
import { leftOvers, NOTHING } from './support/host.ts';
import { json, succeed } from './support/labvm.ts';

describe('two processes on one host', () => {
  afterEach(async () => {
    const { vms } = await succeed('/vm list');
    for (const { name } of vms ?? []) await succeed(`/vm delete ${name} --yes`);
    expect(await leftOvers()).toEqual(NOTHING);
  });

  it('find different names for what was left to them', async () => {
    const answers = await Promise.all([succeed('/vm create tiny'), succeed('/vm create tiny')]);
    expect(answers.map(({ vm }) => vm?.name).sort()).toEqual(['tiny-1', 'tiny-2']);
  });

  it('give one name to one of them', async () => {
    const answers = await Promise.all([json('/vm create tiny mine'), json('/vm create tiny mine')]);
    expect(answers.map(({ ok }) => ok).sort()).toEqual([false, true]);
    expect(answers.find(({ ok }) => !ok)?.error?.code).toBe('exists');
    expect((await leftOvers()).domains).toEqual(['mine']);
  });

  it('run what both want of one machine one after the other', async () => {
    await succeed('/vm create tiny mine');
    const answers = await Promise.all([json('/vm restart mine'), json('/vm delete mine --yes')]);
    expect(answers.some(({ ok, command }) => ok && command === 'vm delete')).toBe(true);
    expect(await leftOvers()).toEqual(NOTHING);
  });
});
