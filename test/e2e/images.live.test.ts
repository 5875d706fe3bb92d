import { mkdtemp, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { execa } from 'execa';
import { expect, it } from 'vitest';
import { makeKey } from '../scripts/tiny/support/ssh.ts';
import { virsh } from './support/host.ts';
import { imageDesk } from './support/image-desk.ts';
import { inside } from './support/inside.ts';
import { json, pipe } from './support/labvm.ts';
import { ssh } from './support/ssh.ts';

// One image of each kind, in order: Ignition brings the key that the cloud image was given. images.long.test.ts has more
// machines of each, and every hardware.
const desk = imageDesk(['debian-netinst', 'cloudy', 'ignited', 'exported']);

it('a system of the catalogue that is not on the host is fetched, checked, and started the way it needs', async () => {
  const { mirror, say } = desk();
  mirror.putDisc('iso/rolling/slitaz-rolling.iso');
  const { vm } = await say('/vm create slitaz live1');
  expect(vm).toMatchObject({ power: 'running', spec: { diskGiB: 0 } });
  expect(vm?.addresses).toHaveLength(1);
  const xml = await virsh('dumpxml', 'live1');
  expect(xml).toMatch(/<model type='e1000'\/>/);
  expect(xml).toMatch(/<target dev='hdc' bus='ide'/);
  expect(xml).not.toContain("device='disk'");
  const { images } = await say('/image list');
  expect(images?.find(({ id }) => id === 'slitaz')).toMatchObject({ present: true });
});

it('an image stays as long as a machine needs it, and can be verified and removed after that', async () => {
  const { mirror, say, refusal, remove } = desk();
  const { view } = await say('/image show slitaz');
  expect(view.text).toMatch(/live1/);
  expect((await refusal('/image remove slitaz --yes'))?.message).toContain('live1');
  await say('/image verify slitaz');
  await remove('live1');
  const asked = await json('/image remove slitaz', { env: mirror.env });
  expect(asked.error?.code).toBe('needs-confirmation');
  await say('/image remove slitaz --yes');
});

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

it('a cloud image reads the seed: a name that YAML 1.1 would not take for one, and the keys that let in', async () => {
  const { mirror, folder, say, remove } = desk();
  const own = await makeKey(folder);
  // As PuTTYgen writes it, and as a chat sends it.
  const form = await execa('ssh-keygen', ['-e', '-m', 'RFC4716', '-f', `${own.path}.pub`]);
  expect(form.stdout).toMatch(/^---- BEGIN SSH2 PUBLIC KEY ----\n/);
  await say(`/my key add \`\`\`\n${form.stdout}\n\`\`\``);
  expect((await say('/my key list')).view.text).toContain('SHA256:');
  await say(`/image add ${mirror.putDisk('cloud.img')} --as cloudy --kind cloud`);
  // As an editor of Windows writes it.
  const given = await makeKey(await mkdtemp(join(folder, 'given-')));
  const userData = join(folder, 'user.yaml');
  const lines = ['\ufeff#cloud-config', 'ssh_authorized_keys:', `  - ${given.publicKey}`, ''];
  await writeFile(userData, lines.join('\r\n'), 'utf16le');
  const { vm } = await say(`\`/vm create cloudy on\` --memory \`160M\` --user-data ${userData}`);
  expect(await ssh(vm, own.path, 'hostname')).toBe('on');
  expect(await ssh(vm, given.path, 'hostname')).toBe('on');
  await remove('on');
});

it('Ignition is delivered through the firmware, and in no command line', async () => {
  const { mirror, say, remove } = desk();
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
  expect(view.text).toContain('It came as a VMDK disk, and was made into a qcow2 disk of the same content.');
  await say('/vm create exported boots --memory 160M');
  expect(await inside('boots', 'cat /proc/partitions')).toMatch(/ vda\n/);
  await remove('boots');
});

it('what is not an image is told in one sentence, and nothing of it is kept', async () => {
  const { mirror, refusal } = desk();
  const url = mirror.put('page.iso', '<!doctype html><h1>moved</h1>', { type: 'text/html' });
  const error = await refusal(`/image add ${url} --as page`);
  expect(error?.code).toBe('bad-image');
  expect(error?.message).toMatch(/page of the web/);
  const { stdout } = await pipe(['/image list'], { env: mirror.env });
  expect(stdout).not.toContain('page');
});
