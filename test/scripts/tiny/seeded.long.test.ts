import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Guest, startGuest } from './support/guest.ts';
import { clone, tinyImages } from './support/image.ts';
import { makeSeed } from './support/seed.ts';
import { hostKey, makeKey, ssh } from './support/ssh.ts';

let directory: string;
let key: { path: string; publicKey: string };
let first: Guest;
let second: Guest;

async function start(
  name: string,
  machine: string,
  uuid: string,
  base: string,
  seed: string,
): Promise<Guest> {
  await mkdir(`${directory}/${name}`);
  const disk = await clone(base, `${directory}/${name}/disk.qcow2`);
  const drives = ['-drive', `file=${disk},if=virtio`, '-drive', `file=${seed},format=raw,if=ide,media=cdrom`];
  return startGuest({
    directory: `${directory}/${name}`,
    devices: [...drives, '-M', machine, '-uuid', uuid],
  });
}

beforeAll(async () => {
  directory = await mkdtemp(`${tmpdir()}/tiny-`);
  key = await makeKey(directory);
  const { disk } = await tinyImages();
  const userData = `#cloud-config\nhostname: web1\nssh_authorized_keys:\n  - ${key.publicKey}\n`;
  const seed = await makeSeed(directory, 'instance-id: i-1\nlocal-hostname: other\n', userData);
  [first, second] = await Promise.all([
    start('first', 'pc', '8a2f3f5e-0001-4b7e-9f5a-1c1c1c1c1c1c', disk, seed),
    start('second', 'q35', '8a2f3f5e-0002-4b7e-9f5a-1c1c1c1c1c1c', disk, seed),
  ]);
});

afterAll(async () => {
  await Promise.all([first?.kill(), second?.kill()]);
  await rm(directory, { recursive: true, force: true });
});

describe('two clones of tiny with a NoCloud seed', () => {
  it('say on the serial console that they are ready, with the name of the seed', async () => {
    for (const guest of [first, second]) {
      const line = await guest.line(/tiny: .*ready/);
      expect(line).toMatch(
        /^tiny: \[\d+\.\d+\] ready, address 10\.0\.2\.15, http:\/\/10\.0\.2\.15\/, name web1$/,
      );
    }
  });

  it('show their name on port 80', async () => {
    const response = await fetch(`http://127.0.0.1:${first.httpPort}/`);
    expect(response.status).toBe(200);
    const page = await response.text();
    expect(page).toContain('<h1>web1</h1>');
    expect(page).toContain('10.0.2.15');
  });

  it('let in by SSH who holds the key of the seed, and nobody by password', async () => {
    await Promise.all([first.line(/SSH is open/), second.line(/SSH is open/)]);
    expect(await ssh(first.sshPort, key.path, 'hostname')).toBe('web1');
    await expect(ssh(first.sshPort, '/dev/null', 'hostname')).rejects.toThrow(/publickey/);
  });

  it('have a machine-id and SSH host key each of their own', async () => {
    const ids = [];
    const keys = [];
    for (const guest of [first, second]) {
      ids.push(await ssh(guest.sshPort, key.path, 'cat /etc/machine-id'));
      keys.push(await hostKey(guest.sshPort));
    }
    expect(ids).toEqual(['8a2f3f5e00014b7e9f5a1c1c1c1c1c1c', '8a2f3f5e00024b7e9f5a1c1c1c1c1c1c']);
    expect(keys[0]).toMatch(/ssh-ed25519 AAAA/);
    expect(keys[1]).toMatch(/ssh-ed25519 AAAA/);
    expect(keys[0]).not.toBe(keys[1]);
  });

  it('keep what is in /data over a reboot, and the host key', async () => {
    const before = await hostKey(first.sshPort);
    await ssh(first.sshPort, key.path, 'echo kept >/data/note && reboot');
    await first.line(/tiny: .*ready/);
    await first.line(/SSH is open/);
    expect(await ssh(first.sshPort, key.path, 'cat /data/note')).toBe('kept');
    expect(await hostKey(first.sshPort)).toBe(before);
  });

  it('switch off by the power button', async () => {
    await second.monitor('system_powerdown');
    await second.line(/power button/);
    await second.off;
  });

  it('switch off by themselves', async () => {
    await ssh(first.sshPort, key.path, 'poweroff');
    await first.off;
  });
});
