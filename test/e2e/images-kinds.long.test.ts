import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { execa } from 'execa';
import { expect, it } from 'vitest';
import { makeKey } from '../scripts/tiny/support/ssh.ts';
import { virsh } from './support/host.ts';
import { imageDesk } from './support/image-desk.ts';
import { inside } from './support/inside.ts';

// One image of each kind that images.live.test.ts has not.
const desk = imageDesk(['debian-netinst', 'ignited', 'exported']);

it('an installation disc is given as a file in the terminal, and started beside an empty disk', async () => {
  const { mirror, folder, say, remove } = desk();
  const file = join(folder, 'netinst.iso');
  await writeFile(file, mirror.iso);
  await say(`/image add ${file} --as debian-netinst`);
  const { vm } = await say('/vm create debian-netinst inst1 --disk 2G --bus ide --nic e1000 --memory 512M');
  expect(vm?.spec.diskGiB).toBe(2);
  const xml = await virsh('dumpxml', 'inst1');
  expect(xml).toMatch(/<target dev='hda' bus='ide'\/>[\s\S]*?<boot order='1'\/>/);
  expect(xml).toMatch(/<target dev='hdc' bus='ide'\/>[\s\S]*?<boot order='2'\/>/);
  // Its empty disk cannot start, so that the disc does.
  expect(await inside('inst1', 'cat /proc/partitions')).toMatch(/2097152 sda/);

  // It leaves and enters the drive.
  await say('/cd eject inst1 --force');
  expect(await virsh('domblklist', 'inst1')).toMatch(/hdc\s+-/);
  await say('/cd insert inst1 debian-netinst');
  expect(await virsh('domblklist', 'inst1')).toMatch(/hdc\s+\S+image-debian-netinst/);
  await remove('inst1');
});

it('Ignition is delivered through the firmware, and in no command line', async () => {
  const { mirror, folder, say, remove } = desk();
  const key = await makeKey(folder);
  await say(`/my key add ${key.publicKey} teacher@lab`);
  await say(`/image add ${mirror.putDisk('ignited.qcow2')} --as ignited --kind ignition`);
  await say('/vm create ignited coreos1 --memory 160M');
  const config = JSON.parse(
    await inside('coreos1', 'cat /sys/firmware/qemu_fw_cfg/by_name/opt/com.coreos/config/raw'),
  );
  expect(config).toMatchObject({
    ignition: { version: '3.3.0' },
    passwd: { users: [{ name: 'core', sshAuthorizedKeys: [expect.stringContaining('ssh-ed25519')] }] },
  });
  expect(config.passwd.users[0].passwordHash).toMatch(/^\$2y\$10\$/);
  const { stdout } = await execa('ps', ['-eo', 'args', '-ww']);
  expect(stdout).toContain('guest=coreos1');
  expect(stdout).not.toContain('passwordHash');
  await remove('coreos1');
});

it('a disk as VirtualBox and VMware export it becomes an image that starts', async () => {
  const { mirror, folder, say, remove } = desk();
  const [disk, vmdk] = [join(folder, 'tiny.qcow2'), join(folder, 'tiny-disk1.vmdk')];
  await writeFile(disk, mirror.disk);
  const how = ['-f', 'qcow2', '-O', 'vmdk', '-o', 'subformat=streamOptimized'];
  await execa('qemu-img', ['convert', ...how, disk, vmdk]);
  await writeFile(join(folder, 'tiny.ovf'), '<Envelope/>');
  const ova = await execa(
    'tar',
    ['--format=ustar', '-cf', '-', '-C', folder, 'tiny.ovf', 'tiny-disk1.vmdk'],
    {
      encoding: 'buffer',
      maxBuffer: 1024 ** 3,
    },
  );
  const url = mirror.put('exported.ova', Buffer.from(ova.stdout));
  const { view } = await say(`/image add ${url} --kind disk`);
  expect(view.text).toContain(
    'It was a VMDK disk, and has been converted to a qcow2 disk with the same content.',
  );
  await say('/vm create exported boots --memory 160M');
  expect(await inside('boots', 'cat /proc/partitions')).toMatch(/ vda\n/);
  await remove('boots');
});
