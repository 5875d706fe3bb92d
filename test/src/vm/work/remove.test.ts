import { expect, it } from 'vitest';
import { remove } from '../../../../src/vm/work/remove.ts';
import { planOf } from '../../../contract/hypervisor-lab.ts';
import { hostError } from '../../../fakes/host-error.ts';
import { runStep, workBench } from './support/bench.ts';

it('a delete that ended between the machine and its disk is finished by its next try, whoever has the name by then', async () => {
  const bench = workBench();
  const { hypervisor, world } = bench;
  const { plan } = world.add(planOf('web1', { requestId: 'first' }));
  world.disks.add('first');
  const input = { name: 'web1', requestId: 'first' };
  hypervisor.fail({ call: 'remove', when: 'middle', error: hostError('failed') });
  await expect(runStep(remove, 'remove', input, bench)).rejects.toThrow();
  expect([...world.machines.values()]).toEqual([]);
  expect([...world.disks]).toEqual(['first']);

  const other = world.add({ ...plan, requestId: 'second' });
  world.disks.add('second');
  await runStep(remove, 'remove', input, bench);
  expect([...world.disks]).toEqual(['second']);
  expect([...world.machines.values()]).toEqual([other]);
  // And once more, as every step can be.
  await runStep(remove, 'remove', input, bench);
  expect([...world.disks]).toEqual(['second']);
});
