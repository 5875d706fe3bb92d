import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { writeXml, type Xml } from '../../../../adapters/libvirt/xml.ts';
import { planOf } from '../../../contract/hypervisor-lab.ts';
import { liveLab } from '../../../contract/live-lab.ts';

const NAME = 'labvm-routed';

const lab = liveLab();
const hypervisor = lab.open({ network: NAME });

/** Makes the network as an administrator would, or makes it anew. */
async function network(forward: Xml): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'labvm-network-'));
  const file = join(folder, 'network.xml');
  const ip = { '@address': '192.168.177.1', '@prefix': '24' };
  await writeFile(file, writeXml({ network: { name: NAME, ...forward, bridge: { '@name': 'labvm7' }, ip } }));
  await lab.virsh('net-define', file);
  await lab.virsh('net-start', NAME);
  await rm(folder, { recursive: true });
}

async function noNetwork(): Promise<void> {
  await lab.virsh('net-destroy', NAME);
  await lab.virsh('net-undefine', NAME);
}

beforeAll(() => network({ forward: { '@mode': 'route' } }));
afterAll(async () => {
  await hypervisor.close();
  await noNetwork();
});

test('a machine is reached from where its network leads, also after an administrator made that anew', async () => {
  const vm = await hypervisor.create(planOf('on-routed'));
  const seen = async () =>
    (await hypervisor.list()).vms.find(({ name }) => name === 'on-routed')?.reachedFrom;
  try {
    expect(vm.reachedFrom).toBe('elsewhere');
    expect(await seen()).toBe('elsewhere');
    await noNetwork();
    await expect.poll(seen).toBeNull();
    await network({});
    await expect.poll(seen).toBe('host');
  } finally {
    await hypervisor.remove(vm.ref);
  }
});

test('it is the machine’s own network that counts, not the one that new machines would have', async () => {
  const other = lab.open();
  const vm = await other.create(planOf('on-the-usual'));
  expect((await hypervisor.find('on-the-usual'))?.reachedFrom).toBe('host');
  await other.remove(vm.ref);
  await other.close();
});
