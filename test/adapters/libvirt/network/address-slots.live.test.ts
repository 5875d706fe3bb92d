import { Resolver } from 'node:dns/promises';
import { afterAll, expect, test } from 'vitest';
import { readSlots } from '../../../../adapters/libvirt/network/network-slots.ts';
import { attribute, child, readXml } from '../../../../adapters/libvirt/xml.ts';
import type { Hypervisor } from '../../../../src/vm/hypervisor.ts';
import { waitForAddress } from '../../../../src/vm/wait-for-address.ts';
import { planOf } from '../../../contract/hypervisor-lab.ts';
import { liveLab } from '../../../contract/live-lab.ts';
import { PATIENCE_MS, patience } from '../../../support/patience.ts';

const { open, virsh } = liveLab();
const hypervisor: Hypervisor = open();
afterAll(() => hypervisor.close());

const slots = readSlots(await virsh('net-dumpxml', 'labvm')) ?? [];
const cardOf = async (name: string) => {
  const card = child(child(child(readXml(await virsh('dumpxml', name)), 'domain'), 'devices'), 'interface');
  return {
    tap: attribute(child(card, 'target'), 'dev'),
    mac: attribute(child(card, 'mac'), 'address'),
    network: attribute(child(card, 'source'), 'network'),
  };
};

test('a machine is plugged into the slot that was reserved for it, and its address is the slot\u2019s', async () => {
  const slot = slots.at(-7);
  if (!slot) throw new Error('the lab\u2019s network has no slots');
  const vm = await hypervisor.create(planOf('in-its-slot', { addressSlot: slot.number }));
  expect(await cardOf(vm.name)).toEqual({ tap: slot.tap, mac: slot.mac, network: 'labvm' });
  expect((await hypervisor.list()).freeAddressSlots).not.toContain(slot.number);

  await hypervisor.start(vm.ref);
  const [address] = await waitForAddress(hypervisor, vm.ref, PATIENCE_MS, patience());
  expect(address).toEqual({ ip: slot.address, family: 'ipv4', source: 'lease' });

  const resolver = new Resolver({ timeout: PATIENCE_MS });
  resolver.setServers([slots[0]?.address.replace(/\.2$/, '.1') ?? '']);
  expect(await resolver.resolve4(vm.name)).toEqual([slot.address]);

  await hypervisor.remove(vm.ref);
  const isKnown = () =>
    resolver.resolve4(vm.name).then(
      () => true,
      () => false,
    );
  await expect.poll(isKnown).toBe(false);
  expect((await hypervisor.list()).freeAddressSlots).toContain(slot.number);
});

test('a machine that was made before the network had slots gets one when it is switched on', async () => {
  const vm = await hypervisor.create(planOf('from-before'));
  const { mac = '' } = await cardOf(vm.name);
  const before = '52:54:00:ab:cd:ef';
  await virsh('detach-interface', vm.name, 'network', '--mac', mac, '--config');
  const card = ['network', 'labvm', '--model', 'virtio', '--mac', before, '--config'];
  await virsh('attach-interface', vm.name, ...card);
  expect((await cardOf(vm.name)).tap).toBeUndefined();

  await hypervisor.start(vm.ref);
  const now = await cardOf(vm.name);
  expect(slots.map(({ tap, mac: own }) => ({ tap, mac: own, network: 'labvm' }))).toContainEqual(now);
  await hypervisor.remove(vm.ref);
});

test('machines that are made at once without a reservation get a slot each', async () => {
  const names = ['at-once-1', 'at-once-2', 'at-once-3', 'at-once-4'];
  const vms = await Promise.all(names.map((name) => hypervisor.create(planOf(name))));
  const taps = await Promise.all(names.map(async (name) => (await cardOf(name)).tap));
  expect(new Set(taps).size).toBe(names.length);
  await Promise.all(vms.map(({ ref }) => hypervisor.remove(ref)));
});
