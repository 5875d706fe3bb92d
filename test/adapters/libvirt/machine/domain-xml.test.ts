import { describe, expect, test } from 'vitest';
import { readDefinition } from '../../../../adapters/libvirt/machine/definition.ts';
import { domainXml } from '../../../../adapters/libvirt/machine/domain-xml.ts';
import { macOf, uuidOf } from '../../../../adapters/libvirt/machine/ids.ts';
import type { Placement } from '../../../../adapters/libvirt/machine/placement.ts';
import { attribute, child, children, readXml, textOf, type Xml } from '../../../../adapters/libvirt/xml.ts';
import type { VmPlan } from '../../../../src/vm/plan.ts';
import { aPlan } from '../support.ts';

const place = (plan: VmPlan, changes: Partial<Placement> = {}): Placement => ({
  uuid: uuidOf(plan.requestId),
  card: { mac: macOf(plan.requestId), tap: null },
  network: 'labvm',
  accelerated: false,
  limitsTranslation: true,
  disk: { path: '/pool/vm.qcow2', base: { path: '/pool/image.qcow2', format: 'qcow2' } },
  drive: null,
  firstBoot: null,
  screenPassword: null,
  consolePath: '/pool/vm.log',
  ...changes,
});

function domainOf(hardware: Partial<VmPlan['hardware']> = {}, changes: Partial<Placement> = {}): Xml {
  const plan = aPlan({ hardware: { ...aPlan().hardware, ...hardware } });
  return child(readXml(domainXml(plan, place(plan, changes))), 'domain');
}

const machine = (domain: Xml): string | undefined => attribute(child(child(domain, 'os'), 'type'), 'machine');
const device = (domain: Xml, name: string): Xml => child(child(domain, 'devices'), name);

test('a domain is read back as it was planned', () => {
  const plan = aPlan();
  const definition = readDefinition(uuidOf(plan.requestId), domainXml(plan, place(plan)));
  expect(definition).toEqual({
    uuid: uuidOf(plan.requestId),
    cpus: 2,
    memoryMiB: 256,
    macs: [macOf(plan.requestId)],
    networks: ['labvm'],
    files: ['/pool/vm.qcow2', '/pool/image.qcow2'],
    disks: [{ dev: 'vda', kind: 'file', file: '/pool/vm.qcow2', format: 'qcow2', isShared: false }],
    drive: null,
    consoleLog: '/pool/vm.log',
    consoleStart: null,
    startsBy: { firmware: 'bios', hasDisk: true },
    machine: 'pc',
    metadata: {
      owner: plan.owner,
      image: 'tiny',
      requestId: 'job-1',
      createdAt: plan.createdAt,
      diskGiB: 3,
    },
  });
});

test('an emulated guest’s translation cache is limited by its memory, where libvirt can do it', () => {
  const cacheOf = (memoryMiB: number, changes: Partial<Placement> = {}): string | undefined => {
    const plan = aPlan({ spec: { cpus: 1, memoryMiB, diskGiB: 1 } });
    const domain = child(readXml(domainXml(plan, place(plan, changes))), 'domain');
    const tcg = child(child(domain, 'features'), 'tcg');
    expect(attribute(child(tcg, 'tb-cache'), 'unit')).toBe(textOf(tcg, 'tb-cache') && 'MiB');
    return textOf(tcg, 'tb-cache');
  };
  expect([64, 128, 512, 1024, 16_384].map((memoryMiB) => cacheOf(memoryMiB))).toEqual([
    '32',
    '32',
    '128',
    '256',
    '512',
  ]);
  expect(cacheOf(1024, { accelerated: true })).toBeUndefined();
  expect(cacheOf(1024, { limitsTranslation: false })).toBeUndefined();
});

test('guests run on KVM with the host’s CPU, or are emulated with all that the emulator knows', () => {
  const onKvm = domainOf({}, { accelerated: true });
  expect(attribute(onKvm, 'type')).toBe('kvm');
  expect(attribute(child(onKvm, 'cpu'), 'mode')).toBe('host-passthrough');
  const emulated = domainOf();
  expect(attribute(emulated, 'type')).toBe('qemu');
  expect(attribute(child(emulated, 'cpu'), 'mode')).toBe('maximum');
});

test.each([
  [{ firmware: 'bios', diskBus: 'virtio' }, 'pc', 'vda'],
  [{ firmware: 'bios', diskBus: 'ide' }, 'pc', 'hda'],
  [{ firmware: 'bios', diskBus: 'sata' }, 'q35', 'sda'],
  [{ firmware: 'uefi', diskBus: 'virtio' }, 'q35', 'vda'],
] as const)('%j starts on %s from %s', (hardware, wanted, dev) => {
  const domain = domainOf(hardware);
  expect(machine(domain)).toBe(wanted);
  const target = child(device(domain, 'disk'), 'target');
  expect(target).toEqual({ '@dev': dev, '@bus': hardware.diskBus });
  expect(attribute(child(domain, 'os'), 'firmware')).toBe(hardware.firmware === 'uefi' ? 'efi' : undefined);
});

test.each(['virtio', 'e1000', 'rtl8139'] as const)(
  'a network card of the model %s is on the network',
  (nicModel) => {
    const card = device(domainOf({ nicModel }), 'interface');
    expect(attribute(child(card, 'model'), 'type')).toBe(nicModel);
    expect(attribute(child(card, 'source'), 'network')).toBe('labvm');
  },
);

test('a machine without a network card has none', () => {
  expect(child(domainOf({ nicModel: 'none' }), 'devices')).not.toHaveProperty('interface');
});

test('the disk stands on the image, both named in full', () => {
  const disk = device(domainOf(), 'disk');
  expect(attribute(child(disk, 'source'), 'file')).toBe('/pool/vm.qcow2');
  expect(attribute(child(child(disk, 'backingStore'), 'source'), 'file')).toBe('/pool/image.qcow2');
});

test('console, screen, agent, randomness and panic are there, and the screen on no network', () => {
  const domain = domainOf();
  expect(child(device(domain, 'serial'), 'log')).toEqual({ '@file': '/pool/vm.log', '@append': 'on' });
  const [graphics = {}] = children(child(domain, 'devices'), 'graphics');
  expect(child(graphics, 'listen')).toEqual({ '@type': 'socket' });
  expect(graphics).not.toHaveProperty('@port');
  expect(attribute(child(device(domain, 'channel'), 'target'), 'name')).toBe('org.qemu.guest_agent.0');
  expect(textOf(device(domain, 'rng'), 'backend')).toBe('/dev/urandom');
  expect(device(domain, 'panic')).toEqual({ '@model': 'isa' });
  expect(textOf(domain, 'on_crash')).toBe('preserve');
});

describe('hostile plans', () => {
  test.each(['"><!-- &', "' onload='", '</labvm:machine><devices/>', ']]>', 'ünï→code 🐧'])(
    'the owner %j stays a value',
    (owner) => {
      const plan = aPlan({ owner });
      const xml = domainXml(plan, place(plan));
      expect(readDefinition(uuidOf(plan.requestId), xml).metadata?.owner).toBe(owner);
      expect(child(readXml(xml), 'domain')).toHaveProperty('devices.disk');
    },
  );

  test.each(['', 'a\nb', 'a\0b', '\u001b[31m', '\ud800', 'x'.repeat(256)])(
    'the owner that is hostile input %# is refused',
    (owner) => {
      const plan = aPlan({ owner });
      expect(() => domainXml(plan, place(plan))).toThrow(/owner.*printable/);
    },
  );
});
