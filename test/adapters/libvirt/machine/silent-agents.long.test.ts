import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Vm } from '../../../../src/vm/vm.ts';
import { waitForAddress } from '../../../../src/vm/wait-for-address.ts';
import { planOf } from '../../../contract/hypervisor-lab.ts';
import { liveLab } from '../../../contract/live-lab.ts';
import { runAgent } from '../../../e2e/support/agent.ts';
import { PATIENCE_MS } from '../../../support/patience.ts';

/** Agents that greet libvirt and never say anything else, in real guests: as many as a connection has places. */

const lab = liveLab();
const hypervisor = lab.open();
const other = lab.open();
const SILENT = ['silent-1', 'silent-2', 'silent-3', 'silent-4'] as const;

const AGENT = new URL('../silent-agent.sh', import.meta.url);

let vms: readonly Vm[] = [];
beforeAll(async () => {
  vms = await Promise.all(SILENT.map((name) => hypervisor.create(planOf(name, { owner: 'test:silent' }))));
  for (const { ref } of vms) await hypervisor.start(ref);
  const signal = AbortSignal.timeout(PATIENCE_MS);
  await Promise.all(vms.map(({ ref }) => waitForAddress(hypervisor, ref, PATIENCE_MS, signal)));
  await Promise.all(vms.map(({ name }) => runAgent(name, AGENT)));
}, 4 * PATIENCE_MS);

afterAll(async () => {
  for (const { ref } of vms) await hypervisor.remove(ref);
  await Promise.all([hypervisor.close(), other.close()]);
});

test('another owner’s machine is started, shown, typed at, switched off and deleted meanwhile', async () => {
  const asked = [hypervisor, other].flatMap((process) => vms.map(({ ref }) => process.addresses(ref)));
  const theirs = await hypervisor.create(planOf('theirs', { owner: 'test:other' }));
  await hypervisor.start(theirs.ref);
  expect((await hypervisor.screenshot(theirs.ref)).width).toBeGreaterThan(0);
  await hypervisor.pressKeys(theirs.ref, [30]);
  await hypervisor.kill(theirs.ref);
  await hypervisor.remove(theirs.ref);
  expect(await hypervisor.find('theirs')).toBeNull();
  // Who asks is answered too: by the lease, which needs no agent.
  for (const addresses of await Promise.all(asked)) {
    expect(addresses[0]).toMatchObject({ family: 'ipv4', source: 'lease' });
  }
});

test('libvirt gives up an agent by itself, whoever asks', async () => {
  await hypervisor.addresses(vms[0]?.ref ?? never());
  const asked = lab.virsh('domifaddr', SILENT[0], '--source', 'agent');
  await expect(asked).rejects.toThrow(/agent is not responding|timeout/i);
});

test('the machine itself is deleted while its agent is waited for', async () => {
  const [vm = never()] = vms;
  // Without our limit: as somebody else's tool asks, which waits for ever.
  await lab.virsh('guest-agent-timeout', vm.name, '--timeout', '-2');
  const waiting = lab.virsh('domifaddr', vm.name, '--source', 'agent').catch((error: unknown) => error);
  await hypervisor.remove(vm.ref);
  expect(await waiting).toBeInstanceOf(Error);
  expect(await hypervisor.find(vm.name)).toBeNull();
});

function never(): never {
  throw new Error('there are machines');
}
