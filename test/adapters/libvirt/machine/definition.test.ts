import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readDefinition, readLive } from '../../../../adapters/libvirt/machine/definition.ts';
import { diskVolume, uuidOf } from '../../../../adapters/libvirt/machine/ids.ts';
import { METADATA_NAMESPACE, metadataXml } from '../../../../adapters/libvirt/machine/metadata.ts';
import { writeXml, type Xml } from '../../../../adapters/libvirt/xml.ts';
import { aPlan } from '../support.ts';

const uuid = uuidOf('job-1');

/** What is read where nothing is said. */
const NOTHING = {
  uuid,
  metadata: null,
  cpus: 0,
  memoryMiB: 0,
  macs: [],
  networks: [],
  files: [],
  disks: [],
  drive: null,
  consoleLog: null,
  consoleStart: null,
  startsBy: { firmware: 'bios', hasDisk: false },
  machine: 'pc',
};
const withMachine = (changes: Xml): string => {
  const { 'labvm:machine': machine } = metadataXml(aPlan()) as { 'labvm:machine': Xml };
  return writeXml({ domain: { metadata: { 'labvm:machine': { ...machine, ...changes } } } });
};

/** With the disk that labvm made for a request's machine. */
const withDisk = (requestId: string, changes: Xml = {}): string => {
  const disk = `<devices><disk><source file="/pool/${diskVolume(uuidOf(requestId))}"/></disk></devices>`;
  return withMachine(changes).replace('</domain>', `${disk}</domain>`);
};

test('the metadata of a request belongs to its UUID', () => {
  expect(readDefinition(uuid, withMachine({})).metadata?.requestId).toBe('job-1');
  expect(readDefinition(uuidOf('job-2'), withMachine({})).metadata).toBeNull();
});

test.each([
  ['another namespace', { '@xmlns:labvm': 'urn:somebody:else' }],
  ['no owner', { '@owner': '' }],
  ['an owner without an end', { '@owner': 'x'.repeat(256) }],
  ['no date', { '@created': 'yesterday' }],
  ['no size', { '@disk-gib': '-1' }],
  ['a size without an end', { '@disk-gib': '1e99' }],
  ['control characters', { '@image': 'ti\u0007ny' }],
])('metadata with %s is not labvm’s', (_, changes) => {
  expect(readDefinition(uuid, withMachine(changes)).metadata).toBeNull();
});

test.each([
  ['in its own element', withMachine({ '@owner': '' })],
  ['with another request', withDisk('job-1', { '@request': 'job-2' })],
  ['under another name', withDisk('job-1', { '@xmlns:labvm': 'urn:somebody:else' })],
])('metadata that is damaged %s is known for that', (_, xml) => {
  expect(readDefinition(uuid, xml)).toMatchObject({ metadata: null, isDamaged: true });
});

test.each([
  ['a machine of labvm’s', withDisk('job-1')],
  ['a copy by another tool', withDisk('job-2', { '@request': 'job-2' })],
  [
    'somebody else’s machine',
    '<domain><devices><disk><source file="/pool/a.qcow2"/></disk></devices></domain>',
  ],
])('%s is not damaged', (_, xml) => {
  expect(readDefinition(uuid, xml).isDamaged).toBeUndefined();
});

test('a domain without metadata is somebody else’s, and its memory counts', () => {
  const xml = '<domain><memory unit="GiB">2</memory><vcpu placement="static">3</vcpu></domain>';
  const stranger = { ...NOTHING, cpus: 3, memoryMiB: 2048 };
  expect(readDefinition(uuid, xml)).toEqual(stranger);
});

test('each card is on a network of libvirt’s or on something else', () => {
  const xml = `<domain><devices>
    <interface type="network"><source network="labvm"/></interface>
    <interface type="bridge"><source bridge="br0"/></interface>
    <interface type="user"/>
  </devices></domain>`;
  expect(readDefinition(uuid, xml).networks).toEqual(['labvm', null, null]);
});

test('a drive is a drive without a seed in it, and its files and those below a disk are known', () => {
  const xml = `<domain><os><type machine="pc-q35-7.2">hvm</type></os><devices>
    <disk device="disk"><source file="/pool/a.qcow2"/><target dev="vda" bus="virtio"/>
      <backingStore><source file="/pool/base.qcow2"/><backingStore/></backingStore></disk>
    <disk device="cdrom"><source file="/pool/live.iso"/><target dev="sda" bus="sata"/></disk>
  </devices></domain>`;
  const { files, drive, machine } = readDefinition(uuid, xml);
  expect(files).toEqual(['/pool/a.qcow2', '/pool/base.qcow2', '/pool/live.iso']);
  expect(drive).toEqual({ target: { dev: 'sda', bus: 'sata' }, file: '/pool/live.iso' });
  expect(machine).toBe('q35');
  const empty =
    '<domain><devices><disk device="cdrom"><target dev="hdc" bus="ide"/></disk></devices></domain>';
  expect(readDefinition(uuid, empty)).toMatchObject({ drive: { file: null }, machine: 'pc' });
});

test('the file that its serial console is written to is known', () => {
  const file = '/pool/.console/vm.log';
  const log = `<log file="${file}" append="on"/>`;
  const xml = `<domain><devices><serial type="pty">${log}<target port="0"/></serial></devices></domain>`;
  expect(readDefinition(uuid, xml).consoleLog).toBe(file);
  expect(readDefinition(uuid, xml.replace(log, '')).consoleLog).toBeNull();
});

test('what is no description describes nothing', () => {
  for (const xml of ['', '<domain', '<a/>', 'x'.repeat(3_000_000), '<domain><memory>-5</memory></domain>']) {
    expect(readDefinition(uuid, xml), xml.slice(0, 30)).toEqual(NOTHING);
  }
});

test('any text is read without an exception', () => {
  const pieces = fc.constantFrom(
    '<domain>',
    '</domain>',
    '<metadata>',
    '<labvm:machine ',
    'xmlns:labvm="',
    '"',
    '>',
    '&#0;',
    '<!DOCTYPE a [<!ENTITY b "c">]>',
    '&b;',
    '__proto__',
  );
  fc.assert(
    fc.property(fc.array(fc.oneof(pieces, fc.string())), (parts) => {
      const xml = parts.join('');
      expect(readDefinition(uuid, xml).metadata).toBeNull();
      expect(readLive(xml).screenSocket).toBeNull();
    }),
    { numRuns: 2000 },
  );
});

test('a running domain tells where its screen is and whether its agent listens', () => {
  const xml = (state: string) => `<domain><devices>
    <channel type="unix"><target type="virtio" name="org.qemu.guest_agent.0" state="${state}"/></channel>
    <channel type="spicevmc"><target type="virtio" name="com.redhat.spice.0" state="connected"/></channel>
    <graphics type="vnc" socket="/s"><listen type="socket" socket="/run/vnc.sock"/></graphics>
  </devices></domain>`;
  expect(readLive(xml('connected'))).toEqual({
    screenSocket: '/run/vnc.sock',
    screenPort: null,
    agentConnected: true,
  });
  expect(readLive(xml('disconnected')).agentConnected).toBe(false);
  expect(METADATA_NAMESPACE).toBe('urn:labvm:machine:1');
});

test.each([
  ['no word of it', '', 'bios', false],
  ['the firmware by its kind', '<os firmware="efi"/>', 'uefi', false],
  ['the firmware by its file', '<os><loader type="pflash">/x/OVMF_CODE.fd</loader></os>', 'uefi', false],
  ['a disk', '<devices><disk device="disk"><source file="/pool/a.qcow2"/></disk></devices>', 'bios', true],
  ['a disk without a word', '<devices><disk><source dev="/dev/vg/a"/></disk></devices>', 'bios', true],
  ['a drive', '<devices><disk device="cdrom"><source file="/pool/a.iso"/></disk></devices>', 'bios', false],
  ['a seed', '<devices><disk><source file="/pool/vm-1.seed.iso"/></disk></devices>', 'bios', false],
] as const)('how a machine starts is read from its description: %s', (_what, xml, firmware, hasDisk) => {
  expect(readDefinition(uuid, `<domain>${xml}</domain>`).startsBy).toEqual({ firmware, hasDisk });
});

test.each([
  ['with its file', 'bytes="120" file="77"', { bytes: 120, file: 77 }],
  ['without its file', 'bytes="0"', { bytes: 0, file: null }],
  ['of nothing', '', null],
  ['below nothing', 'bytes="-1"', null],
])('where the last start of a console is, %s', (_what, attributes, start) => {
  const mark = `<labvm-start:start xmlns:labvm-start="urn:labvm:start:1" ${attributes}/>`;
  expect(readDefinition(uuid, `<domain><metadata>${mark}</metadata></domain>`).consoleStart).toEqual(start);
});
