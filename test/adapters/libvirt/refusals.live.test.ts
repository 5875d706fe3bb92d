import { randomUUID } from 'node:crypto';
import { access, readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { uuidOf } from '../../../adapters/libvirt/machine/ids.ts';
import { metadataXml } from '../../../adapters/libvirt/machine/metadata.ts';
import type { VmRef } from '../../../src/vm/vm.ts';
import { planOf } from '../../contract/hypervisor-lab.ts';
import { liveLab } from '../../contract/live-lab.ts';

/** What labvm must not touch, on a real libvirt: machines, files and networks of others. */

const lab = liveLab();
const hypervisor = lab.open();
afterAll(() => hypervisor.close());

test('no order reaches a machine without the metadata of labvm', async () => {
  const uuid = randomUUID();
  await lab.define('theirs', { uuid });
  const ref = uuid as VmRef;
  for (const call of ['start', 'kill', 'shutdown', 'pause', 'remove', 'openSerial'] as const) {
    await expect(hypervisor[call](ref), call).rejects.toMatchObject({ kind: 'not-found' });
  }
  expect(await lab.virsh('domstate', 'theirs')).toContain('shut off');
  await lab.virsh('undefine', 'theirs');
});

test("a stranger's machine that has the UUID of a request is left alone, and so are its volumes", async () => {
  const plan = planOf('mine');
  const uuid = uuidOf(plan.requestId);
  await lab.define('theirs', { uuid });
  await lab.virsh('vol-create-as', 'labvm', `vm-${uuid}.qcow2`, '1M');
  await expect(hypervisor.create(plan)).rejects.toMatchObject({ kind: 'exists' });
  await expect(hypervisor.discard(plan)).rejects.toMatchObject({ kind: 'not-found' });
  expect(await lab.virsh('domstate', 'theirs')).toContain('shut off');
  expect(await lab.files(uuid)).toEqual([`vm-${uuid}.qcow2`]);
  await lab.virsh('undefine', 'theirs');
  await hypervisor.discard(plan);
  expect(await lab.files(uuid)).toEqual([]);
});

test('a copy of a machine, with its metadata and another UUID, is not labvm’s', async () => {
  const plan = planOf('original');
  const original = await hypervisor.create(plan);
  const uuid = randomUUID();
  await lab.define('copy', { uuid, metadata: metadataXml(plan) });
  expect(await hypervisor.find('copy')).toBeNull();
  await expect(hypervisor.remove(uuid as VmRef)).rejects.toMatchObject({ kind: 'not-found' });
  expect(await hypervisor.find('original')).toEqual(original);
  await hypervisor.remove(original.ref);
  await lab.virsh('undefine', 'copy');
});

test('a disk outside the pool stays when its machine is removed', async () => {
  const precious = join(tmpdir(), 'precious.img');
  await writeFile(precious, 'precious');
  const plan = planOf('with-disk');
  const uuid = uuidOf(plan.requestId);
  const disk = { source: { '@file': precious }, target: { '@dev': 'hda', '@bus': 'ide' } };
  await lab.define('with-disk', {
    uuid,
    metadata: metadataXml(plan),
    devices: { disk: { '@type': 'file', ...disk } },
  });
  await hypervisor.remove(uuid as VmRef);
  expect(await readFile(precious, 'utf8')).toBe('precious');
  expect(await lab.virsh('list', '--all', '--name')).not.toContain('with-disk');
});

test('volumes of the pool that are not of the machine stay, images above all', async () => {
  await lab.virsh('vol-create-as', 'labvm', 'somebodys.img', '1M');
  const images = await lab.files('image-');
  expect(images).not.toEqual([]);
  const vm = await hypervisor.create(planOf('short-lived'));
  await hypervisor.remove(vm.ref);
  expect(await lab.files('image-')).toEqual(images);
  expect(await lab.files('somebodys')).toEqual(['somebodys.img']);
  await lab.virsh('vol-delete', 'somebodys.img', '--pool', 'labvm');
});

test.each(['default', 'br0', ''])('the network %j is refused before anything is opened', (network) => {
  expect(() => lab.open({ network })).toThrow(/does not begin with labvm/);
});

test('the pool of somebody else is refused before anything is opened', () => {
  expect(() => lab.open({ pool: 'default' })).toThrow(/does not begin with labvm/);
});

test.each(['folder', 'pool'] as const)(
  'rotated files of a console in the %s go with the machine',
  async (consoles) => {
    const hypervisor = lab.open({ consoles });
    const vm = await hypervisor.create(planOf('talkative'));
    const log = /<log file='([^']+)'/.exec(await lab.virsh('dumpxml', vm.name))?.[1] ?? '';
    // As virtlogd does when a file is full.
    for (const ending of ['.0', '.1']) await writeFile(`${log}${ending}`, 'much text');
    await hypervisor.remove(vm.ref);
    await hypervisor.close();
    await expect(access(`${log}.0`)).rejects.toThrow('ENOENT');
    expect(await lab.files(vm.ref)).toEqual([]);
  },
);

test('UEFI with an IDE disk is refused before anything is made', async () => {
  const hardware = { firmware: 'uefi', diskBus: 'ide', nicModel: 'virtio' } as const;
  const plan = planOf('modern', { hardware });
  await expect(hypervisor.create(plan)).rejects.toMatchObject({
    kind: 'unsupported',
    message: expect.stringContaining('no IDE'),
  });
  expect(await lab.files(uuidOf(plan.requestId))).toEqual([]);
});
