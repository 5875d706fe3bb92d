import { expect, it } from 'vitest';
import { sharedReads } from '../../../src/vm/shared-reads.ts';
import { createFakeHypervisor } from '../../fakes/hypervisor.ts';

function lab() {
  const hypervisor = createFakeHypervisor({ latencyMs: 20 });
  return { hypervisor, asked: sharedReads(hypervisor), calls: () => hypervisor.calls.length };
}

it('asks once for all who ask at the same time, and once more for those who came too late for that', async () => {
  const { asked, calls } = lab();
  const first = asked.list();
  const late = Array.from({ length: 50 }, () => asked.list());
  expect(calls()).toBe(1);
  await Promise.all([first, ...late]);
  expect(calls()).toBe(2);
  await asked.list();
  expect(calls()).toBe(3);
});

it('gives nobody an answer that is older than his question', async () => {
  const { hypervisor, asked } = lab();
  const before = asked.list();
  hypervisor.world.foreign.set('new', { memoryMiB: 1 });
  expect((await asked.list()).foreignNames).toEqual(['new']);
  await before;
});

it('fails for those who shared the question, and not for the next ones', async () => {
  const { hypervisor, asked } = lab();
  hypervisor.world.lostConnection();
  const [one, other] = [asked.hosts(), asked.hosts()];
  await expect(one).rejects.toThrow();
  hypervisor.world.reconnected();
  await expect(other).resolves.toHaveLength(1);
});

it('leaves a question that may be given up to whoever asks it', async () => {
  const { asked, calls } = lab();
  const { signal } = new AbortController();
  await Promise.all([asked.list(), asked.list({ signal }), asked.list({ signal })]);
  expect(calls()).toBe(3);
});
