import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { compare } from 'bcryptjs';
import { execa } from 'execa';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { leftOvers, NOTHING } from '../e2e/support/host.ts';
import { type JsonVm, succeed } from '../e2e/support/labvm.ts';
import { makeKey } from '../scripts/tiny/support/ssh.ts';

let folder: string;
let key: { path: string; publicKey: string };
let machines: readonly JsonVm[];

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'labvm-real-'));
  key = await makeKey(folder);
});
afterAll(async () => {
  for (const name of ['web-1', 'web-2']) await succeed(`/vm delete ${name} --yes`);
  expect(await leftOvers()).toEqual(NOTHING);
  await rm(folder, { recursive: true });
});

/** Says something to a machine as its first user; sshd restarts once while the system is set up. */
async function ssh(vm: JsonVm, command: string): Promise<string> {
  const options = [
    'BatchMode=yes',
    'StrictHostKeyChecking=no',
    'UserKnownHostsFile=/dev/null',
    'LogLevel=ERROR',
  ];
  const words = options.flatMap((option) => ['-o', option]);
  const to = ['-i', key.path, `debian@${vm.addresses[0]?.ip}`];
  for (const giveUpAt = Date.now() + 300_000; ; ) {
    const { stdout, stderr, exitCode } = await execa('ssh', [...words, ...to, command], { reject: false });
    if (exitCode === 0) return stdout.trim();
    if (exitCode !== 255 || Date.now() > giveUpAt) throw new Error(`${vm.name}: ${stderr}`);
    await new Promise((resolve) => setTimeout(resolve, 2000));
  }
}

it('a Debian comes up from a local file, twice, with an address each', { timeout: 900_000 }, async () => {
  await succeed(`/my key add ${key.publicKey}`);
  await succeed(`/image add ${process.env.LABVM_REAL_IMAGES}/debian-cloud.qcow2 --as debian`);
  const { vms } = await succeed('/vm create debian web --count 2 --memory 512M --disk 4G');
  machines = vms ?? [];
  expect(machines.map(({ addresses }) => addresses.length)).toEqual([1, 1]);
});

it('opens to the key, under its name, with the disk it was given', { timeout: 600_000 }, async () => {
  for (const [place, vm] of machines.entries()) {
    await ssh(vm, 'cloud-init status --wait');
    expect(await ssh(vm, 'hostname')).toBe(`web-${place + 1}`);
    expect(await ssh(vm, 'cat ~/.ssh/authorized_keys')).toContain(key.publicKey.split(' ')[1]);
    expect(Number(await ssh(vm, 'df --output=size -BM / | tail -1 | tr -d M'))).toBeGreaterThan(3000);
  }
});

it('has a password that labvm knows and nobody wrote down', { timeout: 120_000 }, async () => {
  for (const vm of machines) {
    const { view } = await succeed(`/vm password ${vm.name}`);
    const [password = ''] = /\b[a-z2-9]{4}(?:-[a-z2-9]{4}){3}\b/.exec(view.text) ?? [];
    const [, hash = ''] = (await ssh(vm, 'sudo grep ^debian: /etc/shadow')).split(':');
    expect(await compare(password, hash)).toBe(true);
  }
});

it('is a machine of its own', { timeout: 120_000 }, async () => {
  const facts = 'cat /etc/machine-id /etc/ssh/ssh_host_ed25519_key.pub /sys/class/net/e*/address';
  const [first = [], second = []] = await Promise.all(
    machines.map(async (vm) => (await ssh(vm, facts)).split('\n')),
  );
  for (const [place, fact] of first.entries()) expect(fact).not.toBe(second[place]);
});
