import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { execa } from 'execa';
import { describe, expect, it } from 'vitest';
import { makeKey } from '../scripts/tiny/support/ssh.ts';
import { imageDesk } from './support/image-desk.ts';
import { inside } from './support/inside.ts';
import { ssh } from './support/ssh.ts';

const desk = imageDesk(['slitaz', 'cloudy', 'tinydisc']);

it('a system of the catalogue is fetched once for a class', async () => {
  const { mirror, say, remove } = desk();
  mirror.putDisc('iso/rolling/slitaz-rolling.iso');
  const { vms } = await say('/vm create slitaz class --count 3 --memory 160M');
  expect(vms?.map(({ power }) => power)).toEqual(['running', 'running', 'running']);
  expect(mirror.asked.filter(({ path }) => path.endsWith('.iso'))).toHaveLength(1);
  await remove('class-1', 'class-2', 'class-3');
});

describe('a cloud image', () => {
  it('gives each machine what is its own', async () => {
    const { mirror, folder, say, remove } = desk();
    const key = await makeKey(folder);
    await say(`/my key add ${key.publicKey} teacher@lab`);
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
    await remove('pupil-1', 'pupil-2');
  });

  it('has a password that its owner is told, and cloud-config of a teacher', async () => {
    const { folder, say, refusal } = desk();
    const file = join(folder, 'user-data.yaml');
    await writeFile(file, 'hostname: chosen\n');
    await say(`/vm create cloudy taught --memory 160M --user-data ${file}`);
    const { view } = await say('/vm password taught');
    expect(view.text).toMatch(/\b[a-z2-9]{4}(?:-[a-z2-9]{4}){3}\b/);
    expect(await inside('taught', 'hostname')).toBe('chosen');
    await writeFile(file, 'packages: [htop\n');
    expect((await refusal(`/vm create cloudy other --user-data ${file}`))?.message).toMatch(
      /line \d+ is not YAML/,
    );
  });

  it('is saved from a machine that is off, and the copy starts', async () => {
    const { say, remove } = desk();
    await say('/vm stop taught');
    await say('/image save taught model');
    await say('/vm create model copied --memory 160M');
    expect(await inside('copied', 'hostname')).toBe('copied');
    await remove('taught', 'copied');
    await say('/image remove model --yes');
  });
});

describe('hardware of every kind', () => {
  const KINDS = [
    ['ide', 'e1000', 'bios', 'sda'],
    ['ide', 'rtl8139', 'bios', 'sda'],
    ['sata', 'e1000', 'bios', 'sda'],
    ['virtio', 'virtio', 'uefi', 'vda'],
    ['sata', 'e1000', 'uefi', 'sda'],
  ] as const;

  // Side by side: a guest that boots keeps one core busy.
  it('starts tiny', async () => {
    const { say, remove } = desk();
    const boots = KINDS.map(async ([bus, nic, firmware, disk]) => {
      const name = `hw-${bus}-${nic}-${firmware}`;
      const { vm } = await say(`/vm create tiny ${name} --bus ${bus} --nic ${nic} --firmware ${firmware}`);
      expect(vm?.addresses, name).toHaveLength(1);
      const found = await inside(name, `ls -d1 /sys/block/${disk} /sys/firmware/efi 2>/dev/null`);
      expect(found, name).toBe(
        [`/sys/block/${disk}`, ...(firmware === 'uefi' ? ['/sys/firmware/efi'] : [])].join('\n'),
      );
      return name;
    });
    await remove(...(await Promise.all(boots)));
  });

  it('starts a disc by UEFI', async () => {
    const { mirror, folder, say, remove } = desk();
    const file = join(folder, 'disc.iso');
    await writeFile(file, mirror.iso);
    await say(`/image add ${file} --as tinydisc --kind install`);
    const { vm } = await say('/vm create tinydisc efi-disc --firmware uefi --memory 512M --disk 1G');
    expect(vm?.power).toBe('running');
    expect(await inside('efi-disc', 'ls -d /sys/firmware/efi')).toBe('/sys/firmware/efi');
    await remove('efi-disc');
  });
});
