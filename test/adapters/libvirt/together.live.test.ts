import { afterAll, beforeAll, expect, test } from 'vitest';
import { planOf } from '../../contract/hypervisor-lab.ts';
import { liveLab } from '../../contract/live-lab.ts';

/** Two processes, as far as libvirt can tell, and a third tool, all working in one pool. */

const lab = liveLab();
const processes = [lab.open(), lab.open()];
let before: readonly string[];
beforeAll(async () => {
  before = await lab.files('vm-');
});
afterAll(() => Promise.all(processes.map((hypervisor) => hypervisor.close())));

test('nobody ever hears of a busy pool, and nothing is left', async () => {
  const lives = processes.flatMap((hypervisor, process) =>
    [1, 2, 3, 4].map(async (n) => {
      const vm = await hypervisor.create(planOf(`p${process}-${n}`));
      await hypervisor.remove(vm.ref);
    }),
  );
  const others = [1, 2, 3].map(async (n) => {
    await lab.virsh('vol-create-as', 'labvm', `other-${n}.qcow2`, '1G', '--format', 'qcow2');
    await lab.virsh('vol-delete', `other-${n}.qcow2`, '--pool', 'labvm');
  });
  await Promise.all([...lives, ...others]);
  expect(await lab.files('vm-')).toEqual(before);
  expect(await lab.virsh('list', '--all', '--name')).not.toMatch(/^p\d/m);
});

test('of two processes that want one name, one gets it, and the other leaves nothing that it would not find', async () => {
  const claims = processes.map((hypervisor) => ({ hypervisor, plan: planOf('wanted') }));
  const attempts = await Promise.allSettled(claims.map(({ hypervisor, plan }) => hypervisor.create(plan)));
  expect(attempts.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  expect(attempts.find(({ status }) => status === 'rejected')).toMatchObject({ reason: { kind: 'exists' } });
  for (const { hypervisor, plan } of claims) await hypervisor.discard(plan);
  expect(await lab.files('vm-')).toEqual(before);
});

test('the same request from two processes is one machine', async () => {
  const plan = planOf('shared-request');
  const vms = await Promise.all(processes.map((hypervisor) => hypervisor.create(plan)));
  expect(vms[1]).toEqual(vms[0]);
  await processes[1]?.discard(plan);
  expect(await lab.files('vm-')).toEqual(before);
});
