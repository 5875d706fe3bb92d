import { access, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { execa } from 'execa';
import { afterAll, expect, test } from 'vitest';
import type { Xml } from '../../../../adapters/libvirt/xml.ts';
import { planOf } from '../../../contract/hypervisor-lab.ts';
import { liveLab } from '../../../contract/live-lab.ts';
import { troubleDoc } from '../../../support/trouble-doc.ts';

/** Disks that another tool gave a machine of labvm's: what is saved and removed is what the machine has now. */

const POOL = '/var/lib/libvirt/images/labvm';
const lab = liveLab();
const hypervisor = lab.open();
const folder = await mkdtemp(join(tmpdir(), 'labvm-disks-'));
afterAll(async () => {
  await rm(folder, { recursive: true });
  await hypervisor.close();
});

const factsOf = (id: string) => ({
  id,
  origin: { from: 'a test', trust: 'local' as const, at: '2026-01-02T03:04:05.678Z' },
  declared: { id },
});

/** Writes a pattern into a disk, far behind what the image holds. */
const mark = (file: string, pattern: string) =>
  execa('qemu-io', ['-f', 'qcow2', '-c', `write -P ${pattern} 900M 64k`, file]);

/** Whether a disk has the pattern there. */
async function isMarked(file: string, pattern: string): Promise<boolean> {
  const { stdout } = await execa('qemu-io', ['-r', '-f', 'qcow2', '-c', `read -P ${pattern} 900M 64k`, file]);
  return !stdout.includes('verification failed');
}

const refusal = (act: Promise<unknown>) =>
  act.then(
    () => ({ kind: null, text: null }),
    ({ kind, text }) => ({ kind, text }),
  );

const diskOf = (file: string): Xml => ({
  '@type': 'file',
  driver: { '@name': 'qemu', '@type': 'qcow2' },
  source: { '@file': file },
  target: { '@dev': 'hda', '@bus': 'ide' },
});

/** Puts a disk of another file beside the machine's own. */
const attach = (name: string, target: string, file: string, ...more: readonly string[]) =>
  lab.virsh('attach-disk', name, file, target, '--config', ...more);

test('what is saved is the disk that the machine has now, and it goes with the machine', async () => {
  const vm = await hypervisor.create(planOf('web1'));
  const own = join(POOL, `vm-${vm.ref}.qcow2`);
  await mark(own, '0x11');
  await lab.virsh('snapshot-create-as', 'web1', 'snap1', '--disk-only');
  const named = join(POOL, 'lesson.qcow2');
  await lab.virsh('snapshot-create-as', 'web1', 'snap2', '--disk-only', '--diskspec', `vda,file=${named}`);
  await mark(named, '0x22');
  await hypervisor.saveImage(vm.ref, factsOf('saved'));
  const [image = ''] = await lab.files('image-saved');
  expect(await isMarked(join(POOL, image), '0x22')).toBe(true);
  await hypervisor.removeImage('saved');

  // Of another tool's: a machine that stands on this one, without saying so in its description.
  const theirs = join(POOL, 'theirs.qcow2');
  await execa('qemu-img', ['create', '-q', '-f', 'qcow2', '-b', own, '-F', 'qcow2', theirs]);
  await lab.define('theirs', { devices: { disk: diskOf(theirs) } });
  expect(await refusal(hypervisor.remove(vm.ref))).toEqual({
    kind: 'wrong-state',
    text: {
      en: 'web1 cannot be removed: the disk of another machine depends on the disk of web1.',
      es: 'No se puede borrar web1: el disco de otra máquina depende del de web1.',
    },
  });
  await access(named);
  await lab.virsh('undefine', 'theirs');
  await hypervisor.remove(vm.ref);
  expect(await lab.files(vm.ref)).toEqual([]);
  expect(await lab.files('lesson')).toEqual([]);
  expect(await lab.files('theirs')).toEqual(['theirs.qcow2']);
  await rm(theirs);
});

test('what is no single file of the pool in a known format is refused with words, and stays when the machine goes', async () => {
  const vm = await hypervisor.create(planOf('web1'));
  const saved = async () => (await refusal(hypervisor.saveImage(vm.ref, factsOf('saved')))).text;
  const outside = join(folder, 'precious.img');
  await writeFile(outside, 'precious');
  await attach('web1', 'vdb', outside, '--subdriver', 'raw');
  const two = await saved();
  await lab.virsh('detach-disk', 'web1', 'vda', '--config');
  const other = await saved();
  await lab.virsh('detach-disk', 'web1', 'vdb', '--config');
  const none = await saved();
  const raw = join(POOL, 'raw.img');
  await writeFile(raw, 'QFI');
  await attach('web1', 'vdb', raw, '--subdriver', 'raw');
  const format = await saved();
  expect([two, other, none, format]).toEqual([
    {
      en: 'web1 has 2 disks now (vda, vdb), but an image holds only one.',
      es: 'web1 tiene ahora 2 discos (vda, vdb), pero una imagen contiene uno solo.',
    },
    {
      en: `The disk of web1 is now ${outside}, and labvm copies only files in its storage pool.`,
      es: `El disco de web1 es ahora ${outside}, y labvm solo copia ficheros de su almacén.`,
    },
    {
      en: 'web1 has no disk, so there is nothing to save.',
      es: 'web1 no tiene disco, así que no hay nada que guardar.',
    },
    {
      en: `The disk of web1 is now ${raw} in the format raw, and labvm copies only qcow2.`,
      es: `El disco de web1 es ahora ${raw} en formato raw, y labvm solo copia qcow2.`,
    },
  ]);
  expect(troubleDoc).toContain('web1 has 2 disks now (vda, vdb), but an image holds only one.');
  await hypervisor.remove(vm.ref);
  await access(outside);
  expect(await lab.files('raw.img')).toEqual([]);
  expect(await lab.files(vm.ref)).toEqual([]);
});
