import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { execa } from 'execa';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { makeKey } from '../scripts/tiny/support/ssh.ts';
import { leftOvers, NOTHING, virsh } from './support/host.ts';
import { inside } from './support/inside.ts';
import { type JsonVm, json, pipe, succeed } from './support/labvm.ts';
import { type SchoolMirror, schoolMirror } from './support/school-mirror.ts';

let mirror: SchoolMirror;
let folder: string;
beforeAll(async () => {
  mirror = await schoolMirror();
  folder = await mkdtemp(join(tmpdir(), 'labvm-e2e-images-'));
});
afterAll(async () => {
  // The lab is the other tests' too: with a key, every machine would get a seed.
  await json('/my key remove 1');
  for (const id of ['slitaz', 'debian-netinst', 'cloudy', 'ignited']) await json(`/image remove ${id} --yes`);
  await mirror.close();
  await rm(folder, { recursive: true });
});

const say = (line: string) => succeed(line, { env: mirror.env });
const refusal = async (line: string) => (await json(line, { env: mirror.env })).error;

/** Every machine is gone at the end of a part. */
async function remove(...names: readonly string[]): Promise<void> {
  for (const name of names) await say(`/vm delete ${name} --yes`);
  expect(await leftOvers()).toEqual(NOTHING);
}

async function ssh(vm: JsonVm | undefined, key: string, command: string): Promise<string> {
  const options = [
    'BatchMode=yes',
    'StrictHostKeyChecking=no',
    'UserKnownHostsFile=/dev/null',
    'LogLevel=ERROR',
    'ConnectionAttempts=30',
  ];
  const words = options.flatMap((option) => ['-o', option]);
  const { stdout } = await execa('ssh', [...words, '-i', key, `root@${vm?.addresses[0]?.ip}`, command]);
  return stdout;
}

describe('a system of the catalogue that is not on the host', () => {
  it('is fetched, checked, and started the way it needs', async () => {
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

  it('stays as long as a machine needs it, and can be verified and removed after that', async () => {
    const { view } = await say('/image show slitaz');
    expect(view.text).toMatch(/live1/);
    expect((await refusal('/image remove slitaz --yes'))?.message).toContain('live1');
    await say('/image verify slitaz');
    await remove('live1');
    const asked = await json('/image remove slitaz', { env: mirror.env });
    expect(asked.error?.code).toBe('needs-confirmation');
    await say('/image remove slitaz --yes');
  });

  it('is fetched once for a class', async () => {
    const before = mirror.asked.length;
    const { vms } = await say('/vm create slitaz class --count 3 --memory 160M');
    expect(vms?.map(({ power }) => power)).toEqual(['running', 'running', 'running']);
    expect(mirror.asked.slice(before).filter(({ path }) => path.endsWith('.iso'))).toHaveLength(1);
    await remove('class-1', 'class-2', 'class-3');
  });
});

describe('an installation disc', () => {
  it('is given as a file in the terminal, and started beside an empty disk', async () => {
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
  });

  it('leaves and enters the drive', async () => {
    await say('/cd eject inst1 --force');
    expect(await virsh('domblklist', 'inst1')).toMatch(/hdc\s+-/);
    await say('/cd insert inst1 debian-netinst');
    expect(await virsh('domblklist', 'inst1')).toMatch(/hdc\s+\S+image-debian-netinst/);
    await remove('inst1');
  });
});

describe('a cloud image', () => {
  it('reads the seed: name, keys, and each machine is its own', async () => {
    const key = await makeKey(folder);
    await say(`/my key add ${key.publicKey} teacher@lab`);
    expect((await say('/my key list')).view.text).toContain('SHA256:');
    const url = mirror.putDisk('cloud.img');
    await say(`/image add ${url} --as cloudy --kind cloud`);
    const { vms } = await say('/vm create cloudy pupil --count 2 --memory 160M');
    const [one, two] = vms ?? [];
    const facts = await Promise.all(
      [one, two].map((vm) =>
        ssh(vm, key.path, 'hostname; cat /etc/machine-id; cat /sys/class/net/e*/address'),
      ),
    );
    const [first = [], second = []] = facts.map((text) => text.split('\n'));
    expect([first[0], second[0]]).toEqual(['pupil-1', 'pupil-2']);
    for (const fact of [1, 2]) expect(first[fact]).not.toBe(second[fact]);
    const hostKeys = await Promise.all(
      [one, two].map((vm) => execa('ssh-keyscan', ['-t', 'ed25519', vm?.addresses[0]?.ip ?? ''])),
    );
    expect(new Set(hostKeys.map(({ stdout }) => stdout.split(' ').at(-1))).size).toBe(2);
  });

  it('has a password that its owner is told, and cloud-config of a teacher', async () => {
    const file = join(folder, 'user-data.yaml');
    await writeFile(file, 'hostname: chosen\n');
    await say(`/vm create cloudy taught --memory 160M --user-data ${file}`);
    const { view } = await say('/vm password taught');
    expect(view.text).toMatch(/\b[a-z2-9]{4}(?:-[a-z2-9]{4}){3}\b/);
    expect(await inside('taught', 'hostname')).toBe('chosen');
    await writeFile(file, 'packages: [htop\n');
    expect((await refusal(`/vm create cloudy other --user-data ${file}`))?.message).toMatch(
      /line \d+ is no YAML/,
    );
  });

  it('is saved from a machine that is off, and the copy starts', async () => {
    await say('/vm stop taught');
    await say('/image save taught model');
    await say('/vm create model copied --memory 160M');
    expect(await inside('copied', 'hostname')).toBe('copied');
    await remove('pupil-1', 'pupil-2', 'taught', 'copied');
    await say('/image remove model --yes');
  });
});

describe('Ignition', () => {
  it('is delivered through the firmware, and in no command line', async () => {
    const url = mirror.putDisk('ignited.qcow2');
    await say(`/image add ${url} --as ignited --kind ignition`);
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
});

describe('hardware of every kind', () => {
  afterEach(() => remove('hw'));

  it.each([
    ['ide', 'e1000', 'bios', 'sda'],
    ['ide', 'rtl8139', 'bios', 'sda'],
    ['sata', 'e1000', 'bios', 'sda'],
    ['virtio', 'virtio', 'uefi', 'vda'],
    ['sata', 'e1000', 'uefi', 'sda'],
  ])('starts tiny: %s, %s, %s', async (bus, nic, firmware, disk) => {
    const { vm } = await say(`/vm create tiny hw --bus ${bus} --nic ${nic} --firmware ${firmware}`);
    expect(vm?.addresses).toHaveLength(1);
    expect(await inside('hw', `ls -d1 /sys/block/${disk} /sys/firmware/efi 2>/dev/null`)).toBe(
      [`/sys/block/${disk}`, ...(firmware === 'uefi' ? ['/sys/firmware/efi'] : [])].join('\n'),
    );
  });

  it('starts a disc by UEFI', async () => {
    const { vm } = await say('/vm create debian-netinst hw --firmware uefi --memory 1G');
    expect(vm?.power).toBe('running');
    expect(await inside('hw', 'ls -d /sys/firmware/efi')).toBe('/sys/firmware/efi');
  });
});

describe('what is not an image', () => {
  it('is told in one sentence, and nothing of it is kept', async () => {
    const url = mirror.put('page.iso', '<!doctype html><h1>moved</h1>', { type: 'text/html' });
    const error = await refusal(`/image add ${url} --as page`);
    expect(error?.code).toBe('bad-image');
    expect(error?.message).toMatch(/page of the web/);
    const { stdout } = await pipe(['/image list'], { env: mirror.env });
    expect(stdout).not.toContain('page');
  });
});
